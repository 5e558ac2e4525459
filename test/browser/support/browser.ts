// A real browser: the Chromium that npm ships, without anything installed on the machine.
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';

/** What the package needs to know before it is loaded: which libraries it has to bring along itself. */
process.env['AWS_LAMBDA_JS_RUNTIME'] ??= 'nodejs24.x';

/** `CHROME_PATH` names another browser than the one that npm ships. */
export async function openBrowser(): Promise<Browser> {
  const { default: shipped } = await import('@sparticuz/chromium');
  const executablePath = process.env['CHROME_PATH'] ?? (await shipped.executablePath());
  // Its own arguments would switch web security off.
  return await chromium.launch({ executablePath, args: ['--no-sandbox'] });
}

export interface Look {
  readonly width?: number;
  readonly dark?: boolean;
}

/** A window of its own; whatever its console or its content policy complains about is kept in `complaints`. */
export interface Window {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly complaints: readonly string[];
}

export async function openWindow(
  browser: Browser,
  { width = 1440, dark = false }: Look = {},
): Promise<Window> {
  const context = await browser.newContext({
    viewport: { width, height: 900 },
    colorScheme: dark ? 'dark' : 'light',
    // A step that does not come about fails with its own words, long before the test does.
    reducedMotion: 'reduce',
  });
  context.setDefaultTimeout(STEP_MS);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error' && !REFUSED.test(message.text())) complaints.push(message.text());
  });
  return { page, context, complaints };
}

const STEP_MS = 30_000;

/** The browser notes every refusal of the API; asking what is possible is refused where it is not. */
const REFUSED = /Failed to load resource: the server responded with a status of (404|409|422)/;
