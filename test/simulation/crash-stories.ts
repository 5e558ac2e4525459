// Crash stories: what is more than one write of one record. What is made of others, goes with others, or comes from the ledger.
import { contradictionsIn } from '../../shared/core/contradictions.ts';
import type { Policy } from '../../shared/core/policy.ts';
import { PRESETS } from '../../shared/core/presets/index.ts';
import { derivedId } from '../../shared/core/records.ts';
import { HOME, nameOf } from './marks.ts';
import { bookable } from './policy-settings.ts';
import type { SeedWorld } from './seed-world.ts';
import { sayingOf } from './source-events.ts';
import type { SourcePlan, SourceRecordPlan } from './source-plan.ts';

/** A small world of its own: its policy, its records, and what people do in it. */
export interface Story {
  readonly policy: Policy;
  readonly records: readonly SourceRecordPlan[];
  /** The records that speak (last) at the target; all others are said before. */
  readonly targets: readonly string[];
  /** What somebody does at the target. */
  readonly act?: (world: SeedWorld) => void;
  /** When the target is, where it may not come as late as others: milliseconds. */
  readonly targetAtMs?: number;
}

/** A first import is asked for after six seconds (errands.ts, where nothing is left to chance). */
const BEFORE_IMPORT_MS = 5_000;

export function stories(): Readonly<Record<string, Story>> {
  const hotel = policyOf('clock-pms', {});
  const both = policyOf('klipboard', {
    // Two deaths take longer than a session.
    connection: { session: { mode: 'persistent' }, requireInitialImport: true },
    schedule: { outbound: { mode: 'event' }, inbound: { mode: 'event' } },
  });
  const guest = record('customer', 'c1');
  const item = record('item', 'i1');
  const refs = [guest.name, item.name];
  const stay = record('invoice', 'n1', { refs, cents: () => 12_000 });
  const pays = (): ReadonlyMap<string, number> => new Map([[stay.name, 12_000]]);
  const paid = record('payment', 'p1', { refs: [guest.name, stay.name], cents: () => 12_000, pays });
  const back = record('refund', 'r1', { refs: [guest.name, paid.name], cents: () => 1_000 });
  const credit = record('credit_note', 'c9', {
    refs,
    cents: () => 12_000,
    traits: { credits: true, credited: stay.name },
  });
  const setOff = derived('payment', derivedId('c9', 'applied'), [credit.name, stay.name]);
  const abroad = record('invoice', 'n1', {
    refs,
    cents: () => 12_000,
    currency: 'USD',
    traits: { currency: 'USD' },
  });
  const twin = { ...derived('customer', derivedId('c1', 'USD'), [guest.name]), currency: 'USD' };
  const voided = { ...stay, revisions: 2, end: 'voided' as const };
  const goods = [guest, item];
  return {
    'a credit note settles its invoice': {
      policy: hotel,
      records: [...goods, stay, credit, setOff],
      targets: [credit.name],
    },
    'a voided invoice takes its payment along': {
      policy: hotel,
      records: [...goods, voided, paid],
      targets: [voided.name],
    },
    'a voided payment takes its refund along': {
      policy: policyOf('clock-pms', { refunds: { ...hotel.refunds, mode: 'refund_receipt' } }),
      records: [...goods, stay, { ...paid, revisions: 2, end: 'voided' }, back],
      targets: [paid.name],
    },
    'a deposit is paid before its invoice': {
      policy: hotel,
      records: [
        guest,
        record('payment', 'p1', { refs: [guest.name], cents: () => 4_000, traits: { deposit: true } }),
      ],
      targets: ['h0/payment#p1'],
    },
    'a refund is given as a receipt': {
      policy: policyOf('clock-pms', { refunds: { ...hotel.refunds, mode: 'refund_receipt' } }),
      records: [...goods, stay, paid, back],
      targets: [back.name],
    },
    'an invoice in another currency makes its customer': {
      policy: policyOf('clock-pms', {
        customers: { ...hotel.customers, perCurrency: true, nameTemplate: '{name} {currency}' },
      }),
      records: [...goods, abroad, twin],
      targets: [abroad.name],
    },
    'a first import is taken over': {
      policy: both,
      records: [record('customer', 'c1', { traits: { born: 'import' } })],
      targets: [],
      targetAtMs: BEFORE_IMPORT_MS,
    },
    'an edit in the ledger is told to the product': {
      policy: both,
      records: [...goods, stay],
      targets: [],
      act: (world) => edit(world, guest.name),
    },
    'both sides edit a customer at once': {
      policy: both,
      records: [{ ...guest, revisions: 2 }],
      targets: [guest.name],
      act: (world) => edit(world, guest.name),
    },
  };
}

/** The records' sayings: all early, the last of each target at its time. */
export function planOf({ records, targets }: Story, targetAtMs: number): SourcePlan {
  const sayings = records
    // What was born in the ledger is said once the product has heard of it; what the engine makes, never.
    .filter(({ isDerived, traits }) => isDerived !== true && traits?.born !== 'import')
    .flatMap((plan) =>
      Array.from({ length: plan.revisions }, (_, index) => {
        const revision = index + 1;
        const last = revision === plan.revisions;
        const presence = last ? (plan.end ?? 'live') : 'live';
        const atMs = last && targets.includes(plan.name) ? targetAtMs : EARLY_MS;
        return sayingOf(plan, { revision, presence, last, other: false, atMs });
      }),
    );
  return { records, sayings };
}

/** Where a first import comes first, what is said waits for it. */
const EARLY_MS = 100;

function policyOf(preset: string, changes: Partial<Policy>): Policy {
  const found = PRESETS[preset];
  if (found === undefined) throw new Error(`There is no preset ${preset}`);
  const policy: Policy = {
    ...bookable(found),
    tax: { mode: 'none', map: {} },
    preflight: { customNumbers: 'any', autoApplyCredit: 'any' },
    ...changes,
  };
  const [contradiction] = contradictionsIn(policy);
  if (contradiction !== undefined) throw new Error(JSON.stringify(contradiction));
  return policy;
}

type Kind = SourceRecordPlan['key']['kind'];

function record(kind: Kind, id: string, rest: Partial<SourceRecordPlan> = {}): SourceRecordPlan {
  const key = { connection: 'h0', kind, id };
  const none = { refs: [], cents: () => 0, pays: () => new Map<string, number>() };
  return { key, name: nameOf(key), revisions: 1, end: undefined, currency: HOME, ...none, ...rest };
}

function derived(kind: Kind, id: string, refs: readonly string[]): SourceRecordPlan {
  return { ...record(kind, id, { refs }), isDerived: true };
}

/** A person changes an address in the ledger. */
function edit(world: SeedWorld, name: string): void {
  const doc = world.evidence.view.ofRecord(name)[0];
  if (doc === undefined) return;
  const fields = { PrimaryEmailAddr: { Address: 'second@example.com' } };
  world.act(doc.realm, { act: 'edit', entity: doc.entity, id: doc.id, fields });
}
