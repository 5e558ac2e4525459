// Takes the screenshots of docs/screenshots from a running npm start: node test/browser/take-screenshots.ts [address]
import { join } from 'node:path';
import { openBrowser, openWindow } from './support/browser.ts';

const [address = 'http://127.0.0.1:8400'] = process.argv.slice(2);
const FOLDER = join(import.meta.dirname, '../../docs/screenshots');

/** The main pages, and words that are there once a page is complete. */
const PAGES = [
  ['records', '/c/demo/records', 'Invoice F-2006'],
  ['record', '/c/demo/records/invoice/F-2006', 'fail-unmapped-tax'],
  ['causes', '/c/demo/causes', 'Map the tax'],
  ['mappings', '/c/demo/mappings', 'Tax codes by the product'],
  ['reconciliation', '/c/demo/books', 'Not ours'],
] as const;

const LOOKS = [
  { width: 1440, dark: false },
  { width: 1440, dark: true },
  { width: 390, dark: false },
  { width: 390, dark: true },
] as const;

const browser = await openBrowser();
for (const look of LOOKS) {
  const { page, context } = await openWindow(browser, look);
  await page.goto(address);
  await page.getByRole('button', { name: 'admin', exact: true }).click();
  await page.locator('#top').waitFor();
  for (const [name, path, words] of PAGES) {
    await page.goto(`${address}${path}`);
    if (name === 'reconciliation' && look === LOOKS[0]) {
      await page.getByRole('button', { name: 'Compare with the ledger' }).click();
      await page.getByText('records differ').or(page.getByText('the same on all sides')).first().waitFor();
    }
    await page.getByText(words).first().waitFor({ state: 'attached' });
    await page.evaluate('document.fonts.ready.then(() => 0)');
    await page.waitForLoadState('networkidle').catch(() => undefined);
    const file = `${name}-${look.width}-${look.dark ? 'dark' : 'light'}.png`;
    await page.screenshot({ path: join(FOLDER, file), animations: 'disabled' });
    console.log(file);
  }
  await context.close();
}
await browser.close();
