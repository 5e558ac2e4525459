// What people are told by themselves, in the mailbox of the whole system: at once of what must not wait, each morning of what stands.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { DEMO_REALM } from '../../local/demo-connection.ts';
import { PROBLEMS } from '../../shared/core/problems.ts';
import { MAILBOX_FILE } from '../../local/stack/mailbox.ts';
import { atRest } from './support/at-rest.ts';
import { customer, invoice, line } from './support/events.ts';
import { eventually } from './support/eventually.ts';
import { openSystem, type TestSystem } from './support/test-system.ts';

const GUEST = 'Ada Canary';
const UNMAPPED = { tax: 'spa' };
let test: TestSystem;
beforeAll(async () => {
  test = await openSystem();
  await test.product.post([customer({ id: 'guest-1', name: GUEST, email: 'ada.canary@example.com' })]);
  await test.product.synced('customer', 'guest-1');
});
afterAll(() => test?.close());

/** The lines of the mailbox, without their times. */
async function mailbox(): Promise<readonly string[]> {
  const text = await readFile(join(test.system.dataDir, MAILBOX_FILE), 'utf8').catch(() => '');
  return text
    .split('\n')
    .filter((each) => each !== '')
    .map((each) => each.replace(/^\d{4}-\d\d-\d\dT[\d:.]+Z /, ''));
}

const told = (start: string) =>
  eventually(
    `somebody is told: ${start}`,
    async () => (await mailbox()).find((each) => each.startsWith(start)),
    (found) => found !== undefined,
  );

const bill = (id: string, price: string, more = {}) =>
  invoice({ id, customerId: 'guest-1', lines: [{ ...line(price), ...more }] });

it('a failure that much money hangs on is told at once, with its cure; a small one is not', async () => {
  await test.product.post([bill('small', '40.00', UNMAPPED), bill('large', '1500.00', UNMAPPED)]);
  expect(await told('News: Failed')).toBe(
    `News: Failed: invoice large (EUR 1500.00) of connection demo: tax unmapped. ${PROBLEMS.tax_unmapped.remedy}`,
  );
  await test.product.until('invoice', 'small', 'failed');
  await atRest(test);
  expect((await mailbox()).filter((each) => each.includes('small'))).toEqual([]);
});

it('a write of unknown outcome is told at once', async () => {
  await test.books.addFaults({ match: { realm: DEMO_REALM, method: 'POST' }, effect: 'commit-then-drop' });
  await test.books.addFaults({ match: { realm: DEMO_REALM, method: 'GET' }, effect: '503-html' });
  await test.product.post([bill('doubtful', '75.00')]);
  expect(await told('News: Uncertain')).toMatch(
    /^News: Uncertain: invoice doubtful \(EUR 75\.00\) of connection demo\. Whether the ledger has booked it/,
  );
  await test.books.clearFaults();
  // Whoever holds the lane has his time first, and then it is found out.
  const state = async () => (await test.product.record('invoice', 'doubtful')).state;
  await eventually('it is booked after all', state, (now) => now === 'synced', { timeoutMs: 120_000 });
}, 180_000);

it('a company that is cut off is told at once', async () => {
  await test.books.act({ act: 'disconnect' });
  await test.product.post([bill('late', '60.00')]);
  expect(await told('News: Disconnected')).toBe(
    'News: Disconnected: connection demo. Nothing is written until somebody connects it again.',
  );
});

it('each morning people are told what stands, with the money that hangs on it', async () => {
  await test.system.stack.schedules.fire('Digest');
  expect(await told('News: Today: demo: disc')).toBe(
    'News: Today: demo: disconnected, 2 failed (EUR 1540.00).',
  );
});

it('each was told once, and nobody’s name, address or secret stands there', async () => {
  const lines = await mailbox();
  // A test that runs at seven in the morning sees the digest of the clock too.
  const atOnce = lines.map((each) => each.split(' ')[1]).filter((word) => word !== 'Today:');
  expect(atOnce).toEqual(['Failed:', 'Uncertain:', 'Disconnected:']);
  const text = lines.join('\n');
  for (const secret of [GUEST, 'Canary', '@', 'llk_', test.system.apiKey, DEMO_REALM])
    expect(text).not.toContain(secret);
});
