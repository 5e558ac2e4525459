// Crashes on the way of records that are made from others or end with others: a worker dies at every call, before and after.
import { describe, expect, test } from 'vitest';
import { unsync } from '../../shared/core/actions.ts';
import type { Policy } from '../../shared/core/policy.ts';
import type { CreditNote, RecordKind, Refund } from '../../shared/core/records.ts';
import { textAt } from '../simulation/json.ts';
import { LANE, TEST_POLICY } from '../simulation/world.ts';
import { createMatrix, type Matrix, saidAll } from '../support/matrix/matrix.ts';
import type { Death } from '../support/matrix/mortal.ts';
import { FOLIO, GUEST, PAID } from '../support/matrix/records.ts';

const CREDIT: CreditNote = {
  kind: 'credit_note',
  id: 'c1',
  number: 'C-1',
  customerId: GUEST.id,
  currency: 'EUR',
  date: '2026-11-17',
  status: 'closed',
  lines: [{ amount: '120.00', description: 'Two nights' }],
  pricesIncludeTax: false,
  creditedInvoiceId: FOLIO.id,
};
const REFUND: Refund = {
  kind: 'refund',
  id: 'r1',
  customerId: GUEST.id,
  currency: 'EUR',
  date: '2026-11-17',
  amount: '60.00',
  paymentId: PAID.id,
  reference: 'RF-1',
};

interface Scenario {
  readonly name: string;
  readonly policy?: Partial<Policy>;
  /** What is booked before, and what then brings the lane to work. */
  readonly before: (m: Matrix) => Promise<void>;
  readonly then: (m: Matrix) => Promise<void>;
  readonly ends: Readonly<Record<string, string>>;
  readonly books: readonly string[];
}

const SCENARIOS: readonly Scenario[] = [
  {
    name: 'a credit note settles its invoice (CLK-31)',
    before: (m) => saidAll(m, GUEST, FOLIO),
    then: (m) => m.say(CREDIT, 1),
    ends: { 'credit_note#c1': 'synced', 'payment#c1~applied': 'synced' },
    books: ['CreditMemo 120 open 0', 'Customer', 'Invoice 120 open 0', 'Payment 0 open 0'],
  },
  {
    name: 'a folio that is voided takes its payment with it (CLK-33)',
    before: (m) => saidAll(m, GUEST, FOLIO, PAID),
    then: (m) => m.say(FOLIO, 2, 'voided'),
    ends: { 'invoice#f1': 'synced', 'payment#p1': 'not_synced ended_with_linked' },
    books: ['Customer', 'Invoice 0 open 0', 'Payment 0 open 0'],
  },
  {
    name: 'a payment that is unsynced takes its refund with it (TXD-16)',
    before: (m) => saidAll(m, GUEST, FOLIO, PAID, REFUND),
    then: async (m) => {
      const acted = unsync(await m.link('payment', PAID.id), policyOf(), 'by mistake', m.now());
      if (acted.type === 'refused') throw new Error(acted.blocker);
      await m.host.links.save(LANE, acted.link);
      await m.host.lanes.send(LANE, [{ at: 'record', key: acted.link.key }]);
    },
    ends: { 'payment#p1': 'not_synced by mistake', 'refund#r1': 'not_synced ended_with_linked' },
    books: ['Customer', 'Invoice 120 open 120'],
  },
  {
    name: 'an invoice in another currency makes its customer (CLK-43)',
    policy: {
      customers: { ...TEST_POLICY.customers, perCurrency: true, nameTemplate: '{name}/{currency}' },
    },
    before: (m) => saidAll(m, GUEST),
    then: (m) => m.say({ ...FOLIO, currency: 'USD' }, 1),
    ends: { 'customer#g1~USD': 'synced', 'invoice#f1': 'synced' },
    books: ['Customer', 'Customer', 'Invoice 120 open 120'],
  },
];

function policyOf(changes: Partial<Policy> = {}): Policy {
  return {
    ...TEST_POLICY,
    preflight: { customNumbers: 'any', autoApplyCredit: 'any' },
    refunds: { mode: 'refund_receipt', expenseAccountByCurrency: {} },
    ends: { ...TEST_POLICY.ends, unsync: 'delete' },
    ...changes,
  };
}

/** Dies at the n-th call to the outside since the lane began to work, in whichever delivery that is. */
async function play({ policy, before, then }: Scenario, keyless: boolean, death?: Death) {
  const m = await createMatrix({ keyless, policy: policyOf(policy) });
  await before(m);
  await m.settle();
  await then(m);
  let calls = 0;
  let dead = false;
  for (let round = 0; m.queue.length > 0 && !dead && round < 30; round += 1) {
    const dies = death === undefined ? undefined : { ...death, at: death.at - calls };
    const delivery = await m.deliver({ dies: dies !== undefined && dies.at > 0 ? dies : undefined });
    calls += delivery.calls.length;
    ({ dead } = delivery);
  }
  await m.settle();
  await m.quarters(2);
  return { m, calls, dead };
}

async function healthsOf(m: Matrix, ends: Scenario['ends']): Promise<Scenario['ends']> {
  const healths = Object.keys(ends).map(async (name) => {
    const [kind = '', id = ''] = name.split('#');
    return [name, await m.health(KINDS[kind] ?? 'customer', id)] as const;
  });
  return Object.fromEntries(await Promise.all(healths));
}

const KINDS: Readonly<Record<string, RecordKind>> = {
  customer: 'customer',
  invoice: 'invoice',
  credit_note: 'credit_note',
  payment: 'payment',
  refund: 'refund',
};

/** Every document, with its total and what is open of it. */
function booksOf(m: Matrix): readonly string[] {
  const { objects } = m.inspect();
  const money = ['Invoice', 'CreditMemo', 'Payment', 'RefundReceipt', 'Purchase'].flatMap((entity) =>
    (objects[entity] ?? []).map((one) => {
      const open = Number(textAt(one, entity === 'Payment' ? 'UnappliedAmt' : 'Balance') || '0');
      return `${entity} ${Number(textAt(one, 'TotalAmt'))} open ${open}`;
    }),
  );
  return [...money, ...(objects['Customer'] ?? []).map(() => 'Customer')].sort();
}

/** Before a call is mostly the same as after the one before it, so one ledger of two is enough for both. */
const LEDGERS = [
  { ledger: 'with keys', keyless: false, words: ['before', 'after'] },
  { ledger: 'without keys', keyless: true, words: ['after'] },
] as const;
/** Each case plays a whole story for each call of it, and the machine may have other work. */
const SLOW_MS = 240_000;

describe.each(SCENARIOS)('$name', (scenario) => {
  test.each(LEDGERS)(
    'a death at any call leads to the same end, $ledger',
    async ({ keyless, words }) => {
      const clean = await play(scenario, keyless);
      expect(await healthsOf(clean.m, scenario.ends)).toEqual(scenario.ends);
      expect(booksOf(clean.m)).toEqual(scenario.books);
      let died = 0;
      for (let at = 1; at <= clean.calls; at += 1) {
        for (const when of words) {
          const { m, dead } = await play(scenario, keyless, { at, when });
          died += dead ? 1 : 0;
          const what = { at, when, ends: await healthsOf(m, scenario.ends), books: booksOf(m) };
          expect(what).toEqual({ at, when, ends: scenario.ends, books: scenario.books });
        }
      }
      expect(died).toBe(words.length * clean.calls);
    },
    SLOW_MS,
  );
});
