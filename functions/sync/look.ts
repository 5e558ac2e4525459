// Look: read from the ledger what a rule needs to know, grouped so that one metered read serves many records.
import { documentName, type LedgerDocument, type Snapshot } from '../../shared/core/documents.ts';
import type { RecordKey } from '../../shared/core/records.ts';
import type { DocumentId } from '../../shared/storage/ports.ts';
import { callLedger } from './call.ts';
import { nameOf, type Seen } from './facts.ts';
import { hasTime, type Lane } from './lane.ts';
import { unclaimed } from './unclaimed.ts';

/** A record and what has to be looked at for it. */
export type Look =
  | { readonly key: RecordKey; readonly at: 'document'; readonly id: DocumentId }
  | { readonly key: RecordKey; readonly at: 'others'; readonly ids: readonly DocumentId[] }
  | { readonly key: RecordKey; readonly at: 'email'; readonly email: string }
  | { readonly key: RecordKey; readonly at: 'twin'; readonly document: LedgerDocument };

/** What was seen, by record name. A look that failed is left out: the record stays as it is and is looked at later. */
export async function lookAtLedger(lane: Lane, looks: readonly Look[]): Promise<ReadonlyMap<string, Seen>> {
  const seen = new Map<string, Seen>();
  const ids = looks.flatMap((look) =>
    look.at === 'document' ? [look.id] : look.at === 'others' ? look.ids : [],
  );
  const snapshots = new Map(
    (await readDocuments(lane, ids)).map((snapshot) => [documentName(snapshot.ref), snapshot]),
  );
  for (const look of looks) {
    if (look.at === 'twin' || look.at === 'email') continue;
    const read = look.at === 'document' ? snapshotIn(snapshots, look.id) : othersIn(snapshots, look.ids);
    if (read !== undefined) seen.set(nameOf(look.key), read);
  }
  for (const [name, look] of await lookForEmails(lane, looks)) seen.set(name, look);
  for (const look of looks) {
    if (look.at !== 'twin' || !hasTime(lane, false)) continue;
    const candidates = await findTwins(lane, look.document);
    if (candidates !== undefined)
      seen.set(nameOf(look.key), { found: { candidates: await unclaimed(lane, candidates, look.key) } });
  }
  return seen;
}

/** Addresses in one question: keeps its address far below the 8 KB that servers commonly take. */
const EMAILS_PER_READ = 25;

/** Customers by their e-mail addresses, many records in one metered read. */
async function lookForEmails(lane: Lane, looks: readonly Look[]): Promise<ReadonlyMap<string, Seen>> {
  const wanted = looks.flatMap((look) => (look.at === 'email' ? [look] : []));
  const emails = [...new Set(wanted.map(({ email }) => email.toLowerCase()))];
  const seen = new Map<string, Seen>();
  for (let at = 0; at < emails.length; at += EMAILS_PER_READ) {
    const asked = emails.slice(at, at + EMAILS_PER_READ);
    const customers = hasTime(lane, false) ? await customersByEmail(lane, asked) : undefined;
    if (customers === undefined) return seen;
    for (const { key, email } of wanted.filter((one) => asked.includes(one.email.toLowerCase()))) {
      const same = customers.filter(({ document }) => isAt(document, email));
      seen.set(nameOf(key), { sameEmail: { candidates: await unclaimed(lane, same, key) } });
    }
  }
  return seen;
}

function isAt(document: LedgerDocument | undefined, email: string): boolean {
  return document?.type === 'customer' && document.email?.toLowerCase() === email.toLowerCase();
}

async function customersByEmail(
  lane: Lane,
  emails: readonly string[],
): Promise<readonly Snapshot[] | undefined> {
  const ask = lane.ledger.customersByEmail;
  if (ask === undefined) return [];
  const answer = await callLedger(lane, false, (access) => ask(access, emails));
  lane.uncountedReads += 1;
  if (answer.ok) return answer.value;
  const { fault, vendorCode: code } = answer.fault;
  lane.host.log.warn('ledger_find_failed', { lane: lane.name, fault, code });
  return undefined;
}

function snapshotIn(snapshots: ReadonlyMap<string, Snapshot>, id: DocumentId): Seen | undefined {
  const snapshot = snapshots.get(documentName(id));
  return snapshot === undefined ? undefined : { snapshot };
}

/** All of them or nothing: a rule that asked for two cannot decide on one. */
function othersIn(snapshots: ReadonlyMap<string, Snapshot>, ids: readonly DocumentId[]): Seen | undefined {
  return ids.every((id) => snapshots.has(documentName(id))) ? { others: snapshots } : undefined;
}

/** Documents as they stand in the ledger now; empty when it does not answer. */
export async function readDocuments(lane: Lane, ids: readonly DocumentId[]): Promise<readonly Snapshot[]> {
  if (ids.length === 0 || !hasTime(lane, false)) return [];
  const answer = await callLedger(lane, false, (access) => lane.ledger.read(access, ids));
  lane.uncountedReads += new Set(ids.map(({ type }) => type)).size;
  if (answer.ok) return answer.value;
  lane.host.log.warn('ledger_read_failed', {
    lane: lane.name,
    fault: answer.fault.fault,
    code: answer.fault.vendorCode,
  });
  return [];
}

async function findTwins(lane: Lane, document: LedgerDocument): Promise<readonly Snapshot[] | undefined> {
  const answer = await callLedger(lane, false, (access) => lane.ledger.find(access, document));
  lane.uncountedReads += 1;
  if (answer.ok) return answer.value;
  lane.host.log.warn('ledger_find_failed', {
    lane: lane.name,
    fault: answer.fault.fault,
    code: answer.fault.vendorCode,
  });
  return undefined;
}
