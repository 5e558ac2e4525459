// Two workers on one lane: what the second sees in the ledger is the first one's write, and no person's edit.
import { expect, test } from 'vitest';
import type { Host } from '../../shared/host/host.ts';
import { costing, FOLIO, GUEST } from '../support/matrix/records.ts';
import { type Matrix, worldWith } from '../support/matrix/matrix.ts';

/** The host of a worker to whom something happens while he asks the ledger what changed. */
function meanwhile(m: Matrix, happens: () => Promise<unknown>): Host {
  return {
    ...m.worker,
    ledger: (name) => {
      const ledger = m.worker.ledger(name);
      return (
        ledger && {
          ...ledger,
          changes: async (...asked) => {
            await happens();
            return await ledger.changes(...asked);
          },
        }
      );
    },
  };
}

/** Calls of a worker until his write is in the books and not yet in its link. */
async function callsUntilBooked(): Promise<number> {
  const m = await worldWith([GUEST, FOLIO]);
  await m.say(costing('150.00'), 2);
  const { calls } = await m.deliver();
  return calls.indexOf('ledger.write') + 1;
}

test('a sweep that meets a write of another worker, announced and booked but not settled, leaves it to him', async () => {
  const at = await callsUntilBooked();
  const m = await worldWith([GUEST, FOLIO]);
  await m.say(costing('150.00'), 2);
  const [said] = m.queue.splice(0);
  const sweeping = meanwhile(m, async () => {
    if (said !== undefined) m.queue.push(said);
    await m.deliver({ dies: { at, when: 'after' }, beside: true });
  });
  m.queue.push({ lane: said?.lane ?? '', looks: [{ at: 'changes' }] });
  await m.deliver({ host: sweeping });

  expect(m.books()).toContain('invoice F-1 150.00 open 150.00');
  const link = await m.link('invoice', FOLIO.id);
  expect(link.drift).toBeUndefined();
  expect(link.health.state).toBe('pending');
  expect(m.events.filter(({ type }) => type === 'record.drifted')).toEqual([]);

  m.advance(6 * 60_000);
  await m.quarters(1);
  expect(await m.health('invoice', FOLIO.id)).toBe('synced');
  expect(m.books()).toContain('invoice F-1 150.00 open 150.00');
});
