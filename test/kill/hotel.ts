// What the hotels tell under fire: guests and items that change, invoices edited and voided, payments. The same for the same seed.
import { end, customer, invoice, item, line, payment } from '../e2e/support/events.ts';
import { chanceOf } from '../e2e/support/deal.ts';
import type { Told } from './history.ts';

/** One event as it is sent, with what it means for the books. */
export interface Saying {
  readonly company: number;
  readonly told: Told;
  readonly event: Readonly<Record<string, unknown>>;
}

const TAX_PERCENT = { zero: 0, low: 9, high: 21 } as const;
const TAXES = ['zero', 'low', 'high'] as const;
/** How far an event may be moved away from its place: enough for a payment to overtake its invoice now and then. */
const DISORDER = 6;
const INVOICES_PER_GUEST = 8;
/** At which of them the guest gets another phone, and his room another description. */
const CHANGED_AT = 4;

/** At least `count` events over so many companies, in the order in which they are to be sent. */
export function sayings(count: number, companies: number, seed: number): readonly Saying[] {
  const chance = chanceOf(seed);
  const all: Saying[] = [];
  for (let index = 0; all.length < count; index += 1) {
    const company = index % companies;
    all.push(...story(company, Math.floor(index / companies), chance));
  }
  return all
    .map((saying, place) => ({ saying, place: place + chance() * DISORDER }))
    .sort((a, b) => a.place - b.place)
    .map(({ saying }) => saying);
}

/** One invoice from its beginning to its end, with the guest when he is new. */
function story(company: number, index: number, chance: () => number): readonly Saying[] {
  const say = (told: Told, event: Saying['event']): Saying => ({ company, told, event });
  const guest = `c${company}-guest-${Math.floor(index / INVOICES_PER_GUEST)}`;
  const id = `K${company}-${index}`;
  const said: Saying[] = [];
  const turn = index % INVOICES_PER_GUEST;
  const room = `c${company}-room-${Math.floor(index / INVOICES_PER_GUEST)}`;
  if (turn === 0 || turn === CHANGED_AT) {
    const revision = turn === 0 ? 1 : 2;
    const word = `revision ${revision}`;
    said.push(
      say({ ...live('customer', guest, revision, 0), word }, customer({ id: guest, revision, phone: word })),
    );
    said.push(
      say({ ...live('item', room, revision, 0), word }, item({ id: room, revision, description: word })),
    );
  }
  const fate = chance();
  const revisions = fate < 0.45 ? 1 : 2 + Math.floor(chance() * 2);
  const isPaid = fate < 0.2 || (fate >= 0.45 && fate < 0.6);
  let priced = linesOf(chance);
  for (let revision = 1; revision <= revisions; revision += 1) {
    // What gets paid keeps its price: a payment that overtakes its invoice's edit would be too much for the old one.
    if (!isPaid) priced = linesOf(chance);
    const { lines, total } = priced;
    const told = { ...live('invoice', id, revision, total), customer: guest };
    const texts = lines.map((one) => ({ ...one, itemId: room, description: `Room, revision ${revision}` }));
    said.push(say(told, invoice({ id, revision, customerId: guest, lines: texts })));
  }
  const cents = priced.total;
  if (isPaid) return [...said, ...paid({ company, guest, id, cents }, chance)];
  if (fate < 0.85) return said;
  const last = revisions + 1;
  const told: Told = { ...live('invoice', id, last, 0), presence: 'voided', customer: guest };
  return [...said, say(told, end('invoice.voided', id, last))];
}

interface Debt {
  readonly company: number;
  readonly guest: string;
  readonly id: string;
  readonly cents: number;
}

/** A payment of the whole invoice; one in five is taken back. */
function paid({ company, guest, id, cents }: Debt, chance: () => number): readonly Saying[] {
  const record = `P-${id}`;
  const amount = euros(cents);
  const told: Told = { ...live('payment', record, 1, cents), customer: guest, pays: id };
  const allocations = [{ invoiceId: id, amount }];
  const event = payment({ id: record, customerId: guest, amount, allocations, reference: record });
  const first: Saying = { company, told, event };
  if (chance() >= 0.2) return [first];
  const back: Told = { ...told, id: `payment.voided-${record}-2`, revision: 2, presence: 'voided', cents: 0 };
  return [first, { company, told: back, event: end('payment.voided', record, 2) }];
}

/** One to three lines of one piece; tax is rounded once for each rate, as the company's books do. */
function linesOf(chance: () => number) {
  const drawn = Array.from({ length: 1 + Math.floor(chance() * 3) }, () => ({
    net: 1_000 + Math.floor(chance() * 20_000),
    tax: TAXES[Math.floor(chance() * TAXES.length)] ?? 'zero',
  }));
  const total = TAXES.reduce((sum, tax) => {
    const net = drawn.filter((one) => one.tax === tax).reduce((of, one) => of + one.net, 0);
    return sum + net + Math.round((net * TAX_PERCENT[tax]) / 100);
  }, 0);
  return { total, lines: drawn.map(({ net, tax }) => line(euros(net), tax)) };
}

function live(kind: Told['kind'], record: string, revision: number, cents: number): Told {
  const id = `${kind}.upserted-${record}-${revision}`;
  return { id, kind, record, revision, presence: 'live', cents };
}

function euros(cents: number): string {
  return (cents / 100).toFixed(2);
}
