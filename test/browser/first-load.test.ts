// What a first visit loads stays small: everything that the start page and the records' page ask for, compressed.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { CONSOLE_DIST } from '../../local/console/front.ts';
import { openConsole, type TestConsole } from './support/console.ts';

let test: TestConsole;
beforeAll(async () => {
  test = await openConsole();
}, 240_000);
afterAll(() => test?.close());

const LIMIT_KB = 600;

it(`is at most ${LIMIT_KB} KB compressed, fonts included`, async () => {
  const { page } = await test.enter('viewer');
  const loaded = new Set<string>();
  page.on('request', (request) => loaded.add(new URL(request.url()).pathname));
  await test.go(page, '/c/demo/records');
  await page.getByText('Tax is not mapped').first().waitFor();
  const files = [...loaded].filter((path) => path.startsWith('/assets/'));
  expect(files.length).toBeGreaterThan(3);
  const sizes = files.map((path) => gzipSync(readFileSync(join(CONSOLE_DIST, path))).length);
  const total = sizes.reduce((sum, size) => sum + size, 0) / 1024;
  console.log(`first load: ${total.toFixed(0)} KB in ${files.length} files`);
  expect(total).toBeLessThanOrEqual(LIMIT_KB);
});
