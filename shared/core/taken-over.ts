// Taken over: what a source takes from the ledger's customers and cost centres, under the names that it has for the fields.
import type { CostCentreDocument, CustomerDocument, LedgerDocument } from './documents.ts';
import type { Policy } from './policy.ts';
import type { Address, RecordKind } from './records.ts';
import type { TakenPath } from './taken-paths.ts';

/** Whether records of a kind live in the ledger, and the source takes them over from there (C1, QCS-02, QCS-14). */
export function isTakenOver(kind: RecordKind, { customers, costCentres }: Policy): boolean {
  if (kind === 'cost_centre') return costCentres.import;
  return kind === 'customer' && customers.direction === 'to_source' && customers.createIn === 'ledger';
}

/**
 * The source's fields with what the ledger shows, `null` for what is empty there; undefined where the policy names none. Of
 * `names`, the members that changed, only what is fed by them is given.
 */
export function takenFields(
  { takenOver }: Policy,
  document: LedgerDocument,
  names?: readonly string[],
): Readonly<Record<string, unknown>> | undefined {
  const map = mapFor(document, takenOver);
  if (map === undefined) return undefined;
  const wanted = Object.entries(map).filter(([, path]) => {
    const [member = ''] = path.split('.');
    return names === undefined || path === 'company' || names.includes(member);
  });
  const company = takenOver.company ?? null;
  return Object.fromEntries(
    wanted.map(([field, path]) => [field, path === 'company' ? company : (valueAt(document, path) ?? null)]),
  );
}

function mapFor(
  { type }: LedgerDocument,
  { customer, costCentre }: Policy['takenOver'],
): Readonly<Record<string, TakenPath>> | undefined {
  const map = type === 'customer' ? customer : type === 'cost_centre' ? costCentre : {};
  return Object.keys(map).length === 0 ? undefined : map;
}

function valueAt(document: LedgerDocument, path: string): unknown {
  if (document.type !== 'customer' && document.type !== 'cost_centre') return undefined;
  const [member = '', part] = path.split('.');
  return part === undefined ? plainOf(document, member) : partOf(document, member, part);
}

function plainOf(document: CustomerDocument | CostCentreDocument, member: string): unknown {
  return new Map<string, unknown>(Object.entries(document)).get(member);
}

function partOf(document: CustomerDocument | CostCentreDocument, member: string, part: string): unknown {
  if (document.type !== 'customer') return undefined;
  const address: Address | undefined = member === 'address' ? document.address : document.postalAddress;
  return new Map<string, unknown>(Object.entries(address ?? {})).get(part);
}
