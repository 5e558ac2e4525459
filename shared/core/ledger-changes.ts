// Ledger changes: what a product is told of a change in the ledger, in the words in which it speaks to us.
import { customSaid } from './custom-fields.ts';
import type { Facts } from './decisions.ts';
import type { DocumentLine, InvoiceDocument, LedgerDocument, Snapshot } from './documents.ts';
import type { Change, ChangeType } from './feed.ts';
import { customIn } from './fields.ts';
import type { Link, Paid } from './links.ts';
import { type Amount, fromMinor, minorOf } from './money.ts';
import { keyText, type RecordKind } from './records.ts';
import { takenFields } from './taken-over.ts';

/** Fields that a person edited in the ledger, with what they say there now. */
export function editOf(facts: Facts, snapshot: Snapshot, names: readonly string[]): Change {
  const { document } = snapshot;
  const values = document === undefined ? {} : valuesOf(facts, document, names);
  const type = CHANGED[facts.link.key.kind] ?? 'invoice.changed';
  const fields = document === undefined ? undefined : takenFields(facts.policy.policy, document, names);
  return change(facts.link, type, {
    changed: values,
    fields,
    total: snapshot.total,
    balance: snapshot.balance,
  });
}

/** The document was voided or deleted by a person. */
export function endOf(facts: Facts, how: 'voided' | 'deleted'): Change {
  return change(facts.link, 'invoice.voided', { how });
}

/** How much of an invoice was paid, against what the product knows; undefined if it knows that already. */
export function paymentOf({
  link,
  policy,
}: Facts): { readonly change: Change; readonly paid: Paid } | undefined {
  const { document, source, told = NOTHING_PAID } = link;
  const currency = source?.record?.kind === 'invoice' ? source.record.currency : undefined;
  if (policy.policy.payments.direction !== 'to_source' || currency === undefined) return undefined;
  const { total, balance } = document ?? {};
  if (document?.status !== 'live' || total === undefined || balance === undefined) return undefined;
  const before = minorOf(told.paid, currency);
  const now = minorOf(total, currency) - minorOf(balance, currency);
  const isSettled = now > 0n && minorOf(balance, currency) === 0n;
  if (now === before && isSettled === (told.settled === true)) return undefined;
  const paid: Amount = fromMinor(now, currency);
  const amount = fromMinor(now - before, currency);
  const type = isSettled ? 'invoice.paid' : now > before ? 'payment.recorded' : 'invoice.changed';
  const sums = { amount, paid, balance, total, currency };
  return { change: change(link, type, sums), paid: { paid, settled: isSettled ? true : undefined } };
}

const NOTHING_PAID: Paid = { paid: '0' };

const CHANGED: Readonly<Partial<Record<RecordKind, ChangeType>>> = {
  customer: 'customer.changed',
  supplier: 'supplier.changed',
  cost_centre: 'cost_centre.changed',
  invoice: 'invoice.changed',
};

/** The document's revision makes the id: the same change told again has the same one. */
function change(link: Link, type: ChangeType, data: Readonly<Record<string, unknown>>): Change {
  const { key, source, document } = link;
  return {
    id: `${keyText(key)}:${document?.revision ?? ''}:${type}`,
    type,
    data: { id: key.id, revision: source?.revision, ledgerId: document?.id, ...data },
  };
}

/** Values by the names of the source's fields; `null` for what was emptied. */
function valuesOf(
  facts: Facts,
  document: LedgerDocument,
  names: readonly string[],
): Readonly<Record<string, unknown>> {
  const members = new Map<string, unknown>(Object.entries(document));
  const custom = document.type === 'invoice' ? customIn(names) : [];
  const plain = names.filter((name) => !name.startsWith('custom.'));
  const values = plain.flatMap((name): readonly (readonly [string, unknown])[] => {
    if (document.type === 'invoice' && name === 'customer') return customerOf(facts, document);
    if (document.type === 'invoice' && name === 'lines') return linesOf(facts, document);
    return [[name, members.get(name) ?? null]];
  });
  if (custom.length === 0 || document.type !== 'invoice') return Object.fromEntries(values);
  const said = customSaid(document.custom, custom, facts.policy.policy);
  return { ...Object.fromEntries(values), custom: said };
}

function customerOf(facts: Facts, { customer }: InvoiceDocument): readonly (readonly [string, unknown])[] {
  return [
    ['customerId', sourceIdOf(facts, 'customer', customer) ?? null],
    ['customerLedgerId', customer],
  ];
}

function linesOf(facts: Facts, document: InvoiceDocument): readonly (readonly [string, unknown])[] {
  const { lines, discount, taxMode, taxTotal } = document;
  return [
    ['lines', lines.map((line) => lineOf(facts, line))],
    ['discount', discount ?? null],
    ['taxTotal', taxTotal ?? null],
    ['pricesIncludeTax', taxMode === 'included'],
  ];
}

/** The source's own ids and codes where we know them, and the ledger's always. */
function lineOf(facts: Facts, { item, taxCode, ...line }: DocumentLine) {
  return {
    ...line,
    itemId: item === undefined ? undefined : sourceIdOf(facts, 'item', item),
    itemLedgerId: item,
    tax: taxCode === undefined ? undefined : codeOf(facts.policy.policy.tax.map, taxCode),
    taxLedgerId: taxCode,
  };
}

function sourceIdOf({ related }: Facts, kind: RecordKind, ledgerId: string): string | undefined {
  const found = [...related.values()].find(
    ({ key, document }) => key.kind === kind && document?.id === ledgerId,
  );
  return found?.key.id;
}

/** The one code that is mapped to an id; of several nobody can say which was meant. */
function codeOf(map: Readonly<Record<string, string>>, id: string): string | undefined {
  const codes = Object.entries(map).filter(([, mapped]) => mapped === id);
  return codes.length === 1 ? codes[0]?.[0] : undefined;
}
