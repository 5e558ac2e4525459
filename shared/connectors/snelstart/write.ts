// Write: one announced intent as one call. There are no batches and no keys: what is sent twice is refused by its number, or there twice.
import type { Answer, Fault, FaultClass } from '../../core/faults.ts';
import type { AttachmentDocument, CustomerDocument, DocumentRef, Snapshot } from '../../core/documents.ts';
import type { Intent, Outcome } from '../../core/writes.ts';
import type { BatchAnswer, LedgerAccess } from '../ports.ts';
import { call, type Client, type Reply } from './client.ts';
import { FILE, FILE_BYTES_MAX, fileName, fromFile } from './documents/file.ts';
import type { FormDocument } from './documents/booking-money.ts';
import { fromBooking, revisionOf, toBooking } from './documents/booking.ts';
import { fromParty, PARTY, toParty } from './documents/party.ts';
import { unreadable } from './faults.ts';
import { countries } from './lists.ts';

/** Faults that speak of the call and not of its document. */
const OF_THE_CALL: readonly FaultClass[] = [
  'throttled',
  'unauthorised',
  'disconnected',
  'unavailable',
  'unknown_outcome',
];

interface Sending {
  readonly client: Client;
  readonly access: LedgerAccess;
  readonly now: number;
}

/** Sends intents one after the other, although the lane only ever gives one: nothing else would be safe to repeat. */
export async function write(
  client: Client,
  access: LedgerAccess,
  intents: readonly Intent[],
  now: number,
): Promise<BatchAnswer> {
  const outcomes = new Map<string, Outcome>();
  for (const intent of intents) {
    const answer = await writeOne({ client, access, now }, intent);
    if (!answer.ok && OF_THE_CALL.includes(answer.fault.fault) && intents.length === 1) return answer;
    outcomes.set(
      intent.bId,
      answer.ok ? { type: 'done', snapshot: answer.value } : { type: 'fault', fault: answer.fault },
    );
  }
  return { ok: true, value: outcomes };
}

async function writeOne(sending: Sending, intent: Intent): Promise<Answer<Snapshot>> {
  const { document, operation, target } = intent;
  if (operation !== 'create' && target === undefined)
    throw new Error(`The ${operation} ${intent.bId} names no document to change`);
  switch (document.type) {
    case 'invoice':
    case 'credit_note':
      return operation === 'void' ? notOffered(intent) : await writeBooking(sending, intent, document);
    case 'customer':
      return await writeCustomer(sending, intent, document);
    case 'attachment':
      return await writeFile(sending, intent, document);
    case 'supplier':
    case 'cost_centre':
    case 'item':
    case 'payment':
    case 'refund_receipt':
    case 'expense':
      return notOffered(intent);
  }
}

function notOffered({ operation, document }: Intent): Answer<Snapshot> {
  const detail = `SnelStart offers no ${operation} of a ${document.type}`;
  return { ok: false, fault: { fault: 'unexpected', detail } };
}

async function writeBooking(
  { client, access, now }: Sending,
  { operation, target }: Intent,
  document: FormDocument,
): Promise<Answer<Snapshot>> {
  const place = target === undefined ? '/verkoopboekingen' : `/verkoopboekingen/${target.id}`;
  const changed = target === undefined ? undefined : await changedSince({ client, access, now }, target);
  if (changed !== undefined) return { ok: false, fault: changed };
  if (operation === 'delete' && target !== undefined) {
    const answer = await call(client, access, { method: 'DELETE', path: place, effect: 'write' });
    return answer.ok
      ? { ok: true, value: { ref: { ...target, updatedAt: now }, status: 'deleted' } }
      : answer;
  }
  const made = toBooking(document, access.reference, operation === 'create' ? undefined : target);
  if ('unbookable' in made) return { ok: false, fault: refused(made.unbookable) };
  const isNew = operation === 'create';
  const answer = await call(client, access, {
    method: isNew ? 'POST' : 'PUT',
    path: isNew ? '/verkoopboekingen' : place,
    body: made.body,
    effect: 'write',
  });
  return read(answer, (json) => fromBooking(json, document.type, { at: now }));
}

/**
 * A PUT or a DELETE names no version, so what somebody did since we looked would be gone without a word. It is looked at just
 * before: what is left of the danger are the milliseconds in between.
 */
async function changedSince(
  { client, access }: Sending,
  { id, revision }: DocumentRef,
): Promise<Fault | undefined> {
  const path = `/verkoopboekingen/${id}`;
  const answer = await call(client, access, { method: 'GET', path, effect: 'read' });
  // Nothing was sent yet: what is unclear of this read is unclear of nothing else.
  if (!answer.ok) return answer.fault;
  const isSame = revisionOf(answer.value.json) === revision;
  return isSame ? undefined : { fault: 'stale', detail: 'the booking was changed since it was looked at' };
}

/** A PUT replaces the whole relation, so it is read first and sent along: people keep much there that we do not know. */
async function writeCustomer(
  { client, access, now }: Sending,
  { operation, target }: Intent,
  document: CustomerDocument,
): Promise<Answer<Snapshot>> {
  if (operation === 'void' || operation === 'delete')
    return { ok: false, fault: refused('relations are switched off by their administration only') };
  const lands = await countries(client, access);
  if (!lands.ok) return lands;
  const before = target === undefined ? undefined : await wholeParty(client, access, target.id);
  if (before?.ok === false) return before;
  const answer = await call(client, access, {
    method: target === undefined ? 'POST' : 'PUT',
    path: target === undefined ? '/relaties' : `/relaties/${target.id}`,
    body: toParty(document, lands.value, before?.value),
    effect: 'write',
  });
  return read(answer, (json) => {
    const party = PARTY.safeParse(json);
    return party.success ? fromParty(party.data, lands.value, now) : undefined;
  });
}

/** As it stands there, numbers as numbers: it goes back as it came. */
async function wholeParty(
  client: Client,
  access: LedgerAccess,
  id: string,
): Promise<Answer<Readonly<Record<string, unknown>>>> {
  const answer = await call(client, access, { method: 'GET', path: `/relaties/${id}`, effect: 'read' });
  if (!answer.ok) return answer;
  const json: unknown = JSON.parse(answer.value.response.text);
  if (typeof json !== 'object' || json === null) return { ok: false, fault: unreadable(200, 'read') };
  return { ok: true, value: Object.fromEntries(Object.entries(json)) };
}

/** The file is fetched before anything is sent: what fails here has changed nothing. */
async function writeFile(
  { client, access, now }: Sending,
  { operation, target }: Intent,
  document: AttachmentDocument,
): Promise<Answer<Snapshot>> {
  if (operation === 'void' || operation === 'delete' || document.parent.id === '')
    return { ok: false, fault: refused('a file goes with its booking') };
  const content = await contentOf(access, document);
  if (!content.ok) return content;
  const { parent, name } = document;
  const answer = await call(client, access, {
    method: target === undefined ? 'POST' : 'PUT',
    path: target === undefined ? '/documenten/Verkoopboekingen' : `/documenten/${target.id}`,
    body: {
      id: target?.id,
      parentIdentifier: parent.id,
      fileName: fileName(name),
      content: content.value,
      readOnly: false,
    },
    effect: 'write',
  });
  return read(answer, (json) => {
    const file = FILE.safeParse(json);
    if (!file.success) return undefined;
    return fromFile({ ...file.data, fileName: fileName(name) }, { at: now, parent, name });
  });
}

async function contentOf(
  access: LedgerAccess,
  { url, content }: AttachmentDocument,
): Promise<Answer<string>> {
  if (content !== undefined) return { ok: true, value: content };
  if (url === undefined || access.fetchFile === undefined)
    return { ok: false, fault: refused('there is no address to fetch the file from') };
  return await access.fetchFile(url, FILE_BYTES_MAX);
}

function refused(detail: string): Fault {
  return { fault: 'invalid', vendorCode: 'not sent', detail };
}

/** The snapshot in the answer of a write; one that cannot be read may have been done. */
function read(answer: Answer<Reply>, snapshotOf: (json: unknown) => Snapshot | undefined): Answer<Snapshot> {
  if (!answer.ok) return answer;
  const snapshot = snapshotOf(answer.value.json);
  if (snapshot !== undefined) return { ok: true, value: snapshot };
  return { ok: false, fault: unreadable(answer.value.response.status, 'write') };
}
