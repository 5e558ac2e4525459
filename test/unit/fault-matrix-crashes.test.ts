// Fault matrix, rows 1 to 4: a worker dies at every call it makes to the outside, before and after the call took effect.
import { describe, expect, test } from 'vitest';
import type { RecordKind, SourceRecord } from '../../shared/core/records.ts';
import { createMatrix, type Matrix, saidAll } from '../support/matrix/matrix.ts';
import type { Death } from '../support/matrix/mortal.ts';
import { costing, FOLIO, folio, GUEST, PAID } from '../support/matrix/records.ts';
import { TEST_POLICY } from '../simulation/world.ts';

type Records = readonly (readonly [RecordKind, string])[];

interface Scenario {
  readonly name: string;
  /** Brings the world to the moment before the delivery in which the worker dies: one call writes what was said. */
  readonly prepare: (m: Matrix) => Promise<void>;
  readonly records: Records;
}

const RECORDS: Records = [
  ['customer', GUEST.id],
  ['invoice', FOLIO.id],
  ['payment', PAID.id],
];
const booked = async (m: Matrix, ...records: readonly SourceRecord[]): Promise<void> => {
  await saidAll(m, ...records);
  await m.settle();
};
/** A scenario: what is booked already, then what the source says. */
const scenario = (
  name: string,
  before: readonly SourceRecord[],
  say: (m: Matrix) => Promise<void>,
  records: Records = RECORDS.slice(0, Math.max(1, before.length)),
): Scenario => ({
  name,
  records,
  prepare: async (m) => {
    await booked(m, ...before);
    await say(m);
  },
});

const SCENARIOS: readonly Scenario[] = [
  scenario('create a customer', [], (m) => m.say(GUEST, 1)),
  scenario('create an invoice', [GUEST], (m) => m.say(FOLIO, 1), RECORDS.slice(0, 2)),
  scenario('create a payment', [GUEST, FOLIO], (m) => m.say(PAID, 1), RECORDS),
  scenario(
    'create three invoices in a batch',
    [GUEST],
    (m) => saidAll(m, folio(1), folio(2), folio(3)),
    [1, 2, 3].map((n) => ['invoice', `f${n}`] as const),
  ),
  scenario('update a customer', [GUEST], (m) => m.say({ ...GUEST, name: 'Ada King' }, 2)),
  scenario('update an invoice', [GUEST, FOLIO], (m) => m.say(costing('150.00'), 2)),
  scenario('update a payment', [GUEST, FOLIO, PAID], (m) => m.say({ ...PAID, reference: 'R-2' }, 2)),
  scenario('void an invoice', [GUEST, FOLIO], (m) => m.say(FOLIO, 2, 'voided')),
  scenario('void a payment', [GUEST, FOLIO, PAID], (m) => m.say(PAID, 2, 'voided')),
];
const LEDGERS = [
  { ledger: 'with keys', keyless: false },
  { ledger: 'without keys', keyless: true },
];
const CASES = LEDGERS.flatMap((ledger) => SCENARIOS.map((one) => ({ ...one, ...ledger, of: one })));
const policy = { customers: { ...TEST_POLICY.customers, onUpdate: 'overwrite' } } as const;

interface Run {
  /** The calls of the delivery in which the worker died. */
  readonly calls: readonly string[];
  readonly asked: number;
  readonly recoveryCalls: number;
  readonly tookMs: number;
  /** What both sides hold in the end, and how often the ledger was written for it. */
  readonly end: {
    readonly books: readonly string[];
    readonly healths: readonly string[];
    readonly writes: number;
  };
}

async function play(
  { prepare, records }: Scenario,
  keyless: boolean,
  ...deaths: readonly Death[]
): Promise<Run> {
  const m = await createMatrix({ keyless, policy });
  await prepare(m);
  const before = { asked: m.writesSince(0), writes: m.inspect().calls.writes, at: m.now() };
  const [first, ...others] = deaths;
  const { calls } = await m.deliver({ dies: first });
  const callsOfFirst = m.calls.length;
  for (const dies of others) await m.deliver({ dies });
  await m.settle();
  const recoveryCalls = m.calls.length - callsOfFirst;
  const tookMs = m.now() - before.at;
  await expectRevisionsOfBooks(m, records);
  return {
    calls,
    recoveryCalls,
    tookMs,
    asked: m.writesSince(0) - before.asked,
    end: {
      books: m.books(),
      healths: await Promise.all(records.map(([kind, id]) => m.health(kind, id))),
      writes: m.inspect().calls.writes - before.writes,
    },
  };
}

/** What we believe of our own documents is what the books say, or older where the books themselves went on. */
async function expectRevisionsOfBooks(m: Matrix, records: Records): Promise<void> {
  const { writeLog } = m.inspect();
  for (const [kind, id] of records) {
    const { document } = await m.link(kind, id);
    const ours = writeLog.filter((line) => line.by === 'api' && line.entity.toLowerCase() === document?.type);
    const last = ours.filter((line) => line.id === document?.id).at(-1);
    expect(document?.revision).toBe(last?.syncToken);
  }
}

const WORDS = ['before', 'after'] as const;
const VISIBILITY_MS = 360_000;
/** The numbers of the calls that matter: the write to the ledger, and the last note of its outcome. */
const marks = ({ calls }: Run) => ({
  write: calls.indexOf('ledger.write') + 1,
  saved: calls.lastIndexOf('links.save') + 1,
  last: calls.length,
});
const deathsFrom = (from: number, to: number): readonly Death[] =>
  Array.from({ length: to - from + 1 }, (_, index) => from + index).flatMap((at) =>
    WORDS.map((when) => ({ at, when })),
  );

/** Dies at each of the points; all of them lead to the same end. Answers the runs. */
async function playAll(
  of: Scenario,
  keyless: boolean,
  deaths: readonly Death[],
  clean: Run,
): Promise<readonly Run[]> {
  const runs: Run[] = [];
  for (const death of deaths) {
    const run = await play(of, keyless, death);
    expect({ death, ...run.end }).toEqual({ death, ...clean.end });
    expect(run.tookMs).toBeLessThanOrEqual(VISIBILITY_MS + 5_000);
    runs.push(run);
  }
  return runs;
}

test.each(CASES)(
  'row 1: $name, ledger $ledger: crash before the call, one call in all',
  async ({ of, keyless }) => {
    const clean = await play(of, keyless);
    expect(new Set(clean.end.healths)).toEqual(new Set(['synced']));
    const { write } = marks(clean);
    const deaths = [...deathsFrom(1, write - 1), { at: write, when: 'before' } as const];
    // A ledger without keys is asked for each write by itself once it was announced: there one call is one document.
    const most = keyless ? of.records.length : 1;
    for (const { asked } of await playAll(of, keyless, deaths, clean))
      expect(asked).toBeLessThanOrEqual(most);
  },
);

test.each(CASES)(
  'row 2: $name, ledger $ledger: crash with the answer on its way, two calls at most',
  async ({ of, keyless }) => {
    const clean = await play(of, keyless);
    const [run] = await playAll(of, keyless, [{ at: marks(clean).write, when: 'after' }], clean);
    // With keys it is sent again and replayed; without it is looked for and not sent again.
    expect(run?.asked).toBe(keyless ? 1 : 2);
  },
);

test.each(CASES)(
  'row 3: $name, ledger $ledger: crash after the answer, before it is noted',
  async ({ of, keyless }) => {
    const clean = await play(of, keyless);
    const { write, saved } = marks(clean);
    const deaths = [...deathsFrom(write + 1, saved - 1), { at: saved, when: 'before' } as const];
    for (const { asked } of await playAll(of, keyless, deaths, clean))
      expect(asked).toBeLessThanOrEqual(keyless ? 1 : 2);
  },
);

test.each(CASES)(
  'row 4: $name, ledger $ledger: crash after it is noted, before the message is deleted',
  async ({ of, keyless }) => {
    const clean = await play(of, keyless);
    const { saved, last } = marks(clean);
    const deaths = [{ at: saved, when: 'after' } as const, ...deathsFrom(saved + 1, last)];
    for (const { asked, recoveryCalls } of await playAll(of, keyless, deaths, clean)) {
      expect(asked).toBe(1);
      expect(recoveryCalls).toBe(0);
    }
  },
);

describe('more than one crash', () => {
  test.each(LEDGERS)(
    'row 2: two workers die one after the other, everywhere, ledger $ledger',
    async ({ keyless }) => {
      const of =
        SCENARIOS.find(({ name }) => name === 'create an invoice') ?? expect.unreachable('no scenario');
      const clean = await play(of, keyless);
      const { write } = marks(clean);
      for (const first of [
        { at: write, when: 'before' },
        { at: write, when: 'after' },
      ] as const) {
        for (const second of deathsFrom(1, clean.calls.length + 2)) {
          const run = await play(of, keyless, first, second);
          expect({ first, second, ...run.end }).toEqual({ first, second, ...clean.end });
          expect(run.asked).toBeLessThanOrEqual(3);
        }
      }
    },
  );
});

test('row 3: the revision of a replayed answer is not trusted when a person edited the document meanwhile', async () => {
  const m = await createMatrix();
  await booked(m, GUEST, FOLIO);
  await m.say(costing('150.00'), 2);
  const clean = await play(SCENARIOS[5] ?? expect.unreachable('no scenario'), false);
  await m.deliver({ dies: { at: marks(clean).write, when: 'after' } });
  m.act({ act: 'edit', entity: 'Invoice', id: '1', fields: { CustomerMemo: { value: 'Thank you' } } });
  await m.settle();
  await m.quarters(1);
  // The replay showed our own revision; the next look shows the person's.
  expect(await m.health('invoice', FOLIO.id)).toBe('action_needed edited_in_ledger');
  expect(m.books()).toEqual(['customer Ada Lovelace', 'invoice F-1 150.00 open 150.00']);
  await m.say(costing('160.00'), 3);
  await m.settle();
  expect(await m.health('invoice', FOLIO.id)).toBe('failed edited_in_ledger');
  expect(m.books()).toEqual(['customer Ada Lovelace', 'invoice F-1 150.00 open 150.00']);
});

test('row 4: a message that is delivered again, ten times and two weeks later: no ledger call, no write of the row', async () => {
  const m = await createMatrix();
  await booked(m, GUEST, FOLIO, PAID);
  const rows = await Promise.all(RECORDS.map(([kind, id]) => m.link(kind, id)));
  const before = m.calls.length;
  const looks = rows.map(({ key }) => ({ at: 'record', key }) as const);
  for (let n = 0; n < 10; n += 1) {
    await m.look(...looks);
    m.advance(34 * 60 * 60_000);
  }
  await m.settle();
  expect(m.calls.length).toBe(before);
  expect(await Promise.all(RECORDS.map(([kind, id]) => m.link(kind, id)))).toEqual(rows);
});
