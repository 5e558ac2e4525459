// A system with the demo's day in it, its console built, and a hand that signs in: started once for a test file.
import type { Browser, Page } from 'playwright-core';
import { buildConsole, isConsoleStale } from '../../../local/console/build.ts';
import { fillDemo } from '../../../local/demo/every-state.ts';
import { openSystem, type TestSystem } from '../../e2e/support/test-system.ts';
import { type Look, openBrowser, openWindow, type Window } from './browser.ts';

export interface TestConsole extends TestSystem {
  readonly browser: Browser;
  /** A new window, signed in. */
  readonly enter: (user: 'viewer' | 'operator' | 'admin', look?: Look) => Promise<Window>;
  readonly go: (page: Page, path: string) => Promise<void>;
}

interface ConsoleOptions {
  /** With the other ledger and the source, and without the demo's day: for those who begin with nothing. */
  readonly isBare?: boolean;
}

export async function openConsole({ isBare = false }: ConsoleOptions = {}): Promise<TestConsole> {
  if (isConsoleStale() && !(await buildConsole((line) => console.error(line))))
    throw new Error('The console cannot be built');
  const [test, browser] = await Promise.all([
    openSystem(isBare ? { hubspotPort: 0, snelstartPort: 0 } : {}),
    openBrowser(),
  ]);
  if (!isBare) await fillDemo(test.system);
  const go = async (page: Page, path: string): Promise<void> => {
    await page.goto(`${test.system.url}${path}`);
    await page.locator('#top').waitFor();
  };
  return {
    ...test,
    browser,
    go,
    enter: async (user, look) => {
      const window = await openWindow(browser, look);
      await window.page.goto(test.system.url);
      await window.page.getByRole('button', { name: user, exact: true }).click();
      await window.page.locator('#top').waitFor();
      return window;
    },
    close: async () => {
      await browser.close();
      await test.close();
    },
  };
}
