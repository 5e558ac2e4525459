// Apply an edit: what a person changed in the ledger is written to the account only where it still stands against the account's word.
import type { Answer, Fault } from '../../shared/core/faults.ts';
import type { FeedEntry } from '../../shared/core/feed.ts';
import { customIn } from '../../shared/core/fields.ts';
import type { Link } from '../../shared/core/links.ts';
import type { RecordKey } from '../../shared/core/records.ts';
import type { Applied, SourceObject, SourceView } from '../../shared/connectors/source-port.ts';
import { type Account, callSource, type Connected } from './account.ts';
import { takeIn } from './take-in.ts';

export interface Told {
  readonly connection: Connected;
  readonly entry: FeedEntry;
  readonly view: SourceView;
}

/** `undecided`: the account says something that the ledger's lane has not looked at yet; then it is not written over. */
export type AppliedOrNot = Applied | { readonly type: 'undecided' };

/**
 * An account compares no versions: whatever is written wins. So the record is read just before, and its edit is written only
 * when the lane has weighed what was read: fields in which the ledger's side stands are kept there (`AgreedFields.kept`).
 * What somebody changes between that read and the write is not seen.
 */
export async function applyTold(at: Account, told: Told): Promise<Answer<AppliedOrNot>> {
  const { connection, entry, view } = told;
  const found = editedIn(at, told);
  if (found === undefined) return await callSource(at, (access) => at.source.apply(access, entry, view));
  const read = await takeIn(at, [found.object]);
  if (!read.ok) return read;
  const key: RecordKey = { connection: connection.id, ...found.record };
  const [link] = await at.host.links.read([key]);
  const { fields } = link?.base ?? {};
  if (link === undefined || fields === undefined)
    return await callSource(at, (access) => at.source.apply(access, entry, view));
  if (isUndecided(link)) return { ok: true, value: { type: 'undecided' } };
  if (isConflict(link)) return { ok: false, fault: CONFLICT };
  const standing = fields.kept ?? [];
  const changed = Object.fromEntries(
    standing.flatMap((name) => membersOf(name).map((member) => [member, found.changed[member]] as const)),
  );
  const names = standing.filter((name) => membersOf(name).some((member) => member in found.changed));
  if (names.length === 0) return { ok: true, value: { type: 'ignored' } };
  const narrowed = { ...entry, data: { ...entry.data, changed } };
  const answer = await callSource(at, (access) => at.source.apply(access, narrowed, view));
  if (answer.ok) await noteTaken(at, view.lane, { key, names, entry });
  return answer;
}

const CONFLICT: Fault = {
  fault: 'invalid',
  vendorCode: 'EDITED_BOTH_SIDES',
  detail: 'both sides changed it, and a person decides',
};

interface Edited {
  readonly object: SourceObject;
  readonly record: Pick<RecordKey, 'kind' | 'id'>;
  readonly changed: Readonly<Record<string, unknown>>;
}

/** What a change says of fields of a record that the account has; undefined for all other changes. */
function editedIn({ source }: Account, { entry: { type, data } }: Told): Edited | undefined {
  const kind = type === 'invoice.changed' ? 'invoice' : type === 'customer.changed' ? 'customer' : undefined;
  const { id, changed } = data;
  if (kind === undefined || typeof id !== 'string' || typeof changed !== 'object' || changed === null)
    return undefined;
  const object = source.objectOf({ kind, id });
  return object && { object, record: { kind, id }, changed: Object.fromEntries(Object.entries(changed)) };
}

/** The words that go with a field in what is told. */
const MEMBERS: Readonly<Record<string, readonly string[]>> = {
  lines: ['lines', 'discount', 'taxTotal', 'pricesIncludeTax'],
  customer: ['customerId', 'customerLedgerId'],
};

export function membersOf(field: string): readonly string[] {
  return customIn([field]).length > 0 ? ['custom'] : (MEMBERS[field] ?? [field]);
}

/** The lane will look at it: until then nobody knows which side counts. */
function isUndecided({ health }: Link): boolean {
  const { state, dueAt, waitsFor } = health;
  if (state === 'pending' || state === 'uncertain') return true;
  return state === 'waiting' && (dueAt !== undefined || waitsFor !== undefined);
}

/** The lane looked at what the account says now, and a person has to. */
function isConflict({ health, base, source }: Link): boolean {
  return (
    (health.state === 'failed' || health.state === 'action_needed') && base?.revision !== source?.revision
  );
}

interface Taken {
  readonly key: RecordKey;
  readonly names: readonly string[];
  readonly entry: FeedEntry;
}

/** A lost race is no loss: the account's own webhook says the same a moment later. */
const TRIES = 3;

/** The account has it now: what it says of these fields from here on is said in knowledge of the ledger's. */
async function noteTaken({ host }: Account, lane: string, { key, names, entry }: Taken): Promise<void> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const [link] = await host.links.read([key]);
    const base = link?.base;
    // Another version of the document has been told since: that is still to be taken.
    const isNewest = entry.id.includes(`:${link?.document?.revision ?? ''}:`);
    if (link?.health.state !== 'synced' || base?.fields === undefined || !isNewest) return;
    const { ours, theirs, kept = [] } = base.fields;
    const said = names.flatMap((field) =>
      theirs[field] === undefined ? [] : [[field, theirs[field]] as const],
    );
    const rest = Object.entries(ours).filter(([field]) => !names.includes(field));
    const left = kept.filter((field) => !names.includes(field));
    const fields = {
      ...base.fields,
      ours: Object.fromEntries([...rest, ...said]),
      kept: left.length === 0 ? undefined : left,
    };
    if ((await host.links.save(lane, { ...link, base: { ...base, fields } })) !== 'conflict') return;
  }
}
