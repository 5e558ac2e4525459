// Outcomes: what the answer to one write says became of it. Ids and revisions are taken from here, never read again.
import * as z from 'zod';
import { isNamed, type Snapshot } from '../../core/documents.ts';
import type { Intent, Outcome } from '../../core/writes.ts';
import type { Reply } from './client.ts';
import { entityOf, fromQuickBooks } from './documents/documents.ts';
import type { Company } from './documents/parts.ts';
import { faultOf, unreadable } from './faults.ts';

/** The outcome of an intent from the body of its call, or from its item in the answer to a batch. */
export function itemOutcome(intent: Intent, body: unknown, reply: Reply, company: Company): Outcome {
  const fault = faultOf(reply.response, body, 'write');
  if (fault !== undefined) return { type: 'fault', fault };
  const { type } = intent.document;
  const object = objectIn(body, entityOf(type).name);
  const snapshot = fromQuickBooks(type, object, { at: reply.at, ...company });
  if (snapshot === undefined) return { type: 'fault', fault: unreadable(reply.response, 'write') };
  return { type: 'done', snapshot: asWritten(intent, snapshot) };
}

/** An item of a batch that QuickBooks did not answer: it may have been applied. */
export function missingOutcome(reply: Reply): Outcome {
  const fault = unreadable(reply.response, 'write');
  return {
    type: 'fault',
    fault: { ...fault, detail: `no answer to this item of the batch: ${fault.detail}` },
  };
}

/** The object of an entity in an answer. */
function objectIn(body: unknown, entity: string): unknown {
  const read = members.safeParse(body);
  return read.success ? read.data[entity] : undefined;
}

const members = z.record(z.string(), z.unknown());

/** What a write that was done certainly means, also where the answer is short of words (an end's often is). */
function asWritten(intent: Intent, snapshot: Snapshot): Snapshot {
  const revision = snapshot.ref.revision === '' ? (intent.target?.revision ?? '') : snapshot.ref.revision;
  const ref = { ...snapshot.ref, revision };
  const { type } = intent.document;
  if (isNamed(type)) return { ...snapshot, ref };
  if (intent.operation === 'delete') return { ref, status: 'deleted' };
  return { ...snapshot, ref, status: intent.operation === 'void' ? 'voided' : snapshot.status };
}
