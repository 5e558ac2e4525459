// Write: announced intents as one call or one batch, and what came back of each of them.
import * as z from 'zod';
import type { FaultClass } from '../../core/faults.ts';
import type { Intent, Outcome } from '../../core/writes.ts';
import type { BatchAnswer, LedgerAccess } from '../ports.ts';
import { call, type Client, type Reply } from './client.ts';
import { companyOf, type Company } from './documents/parts.ts';
import { batches, operationOf, type Operation } from './operations.ts';
import { itemOutcome, missingOutcome } from './outcomes.ts';

/** Most items of a batch (1040 above it). */
export const BATCH_SIZE = 30;

/** Request id and the longest bId of a batch together (Intuit's own SDK cuts there; 2130 above it). */
const REQUEST_ID_MAX = 50;

/** Faults of a single call that speak of the call and not of its document. */
const OF_THE_CALL: readonly FaultClass[] = [
  'throttled',
  'unauthorised',
  'disconnected',
  'unavailable',
  'unknown_outcome',
];

/** Where a write goes and under which key. */
interface Sending {
  readonly client: Client;
  readonly access: LedgerAccess;
  readonly requestId: string;
  readonly company: Company;
}

interface Planned {
  readonly intent: Intent;
  readonly operation: Operation;
}

/**
 * Sends intents: one alone as a single call, more as a batch. The same list under the same request id gives the same call
 * with the same keys, so it must be repeated as a whole: an item of a batch that is sent alone later has another key and
 * may be booked twice.
 */
export async function write(
  client: Client,
  access: LedgerAccess,
  requestId: string,
  intents: readonly Intent[],
): Promise<BatchAnswer> {
  const refusal = refusalOf(requestId, intents);
  if (refusal !== undefined) return { ok: false, fault: { fault: 'unexpected', detail: refusal } };
  const company = companyOf(access.reference);
  const sending = { client, access, requestId, company };
  const planned = intents.map((intent) => ({ intent, operation: operationOf(intent, company) }));
  const [only] = planned;
  return planned.length === 1 && only !== undefined ? sendOne(sending, only) : sendBatch(sending, planned);
}

async function sendOne(sending: Sending, planned: Planned): Promise<BatchAnswer> {
  const { client, access, requestId, company } = sending;
  const { intent, operation } = planned;
  const answer = await call(client, access, {
    path: operation.path,
    query: { ...operation.query, requestid: singleRequestId(requestId, intent.bId) },
    body: operation.body,
    effect: 'write',
  });
  if (!answer.ok && OF_THE_CALL.includes(answer.fault.fault)) return answer;
  const outcome: Outcome = answer.ok
    ? itemOutcome(intent, answer.value.json, answer.value, company)
    : { type: 'fault', fault: answer.fault };
  return { ok: true, value: new Map([[intent.bId, outcome]]) };
}

/** A single call's key names its item as well, so that it can never replay the answer of a whole batch. */
function singleRequestId(requestId: string, bId: string): string {
  return `${requestId}-${bId}`;
}

async function sendBatch(sending: Sending, planned: readonly Planned[]): Promise<BatchAnswer> {
  const { client, access, requestId, company } = sending;
  const items = planned.map(({ intent, operation }) => ({ bId: intent.bId, ...operation.batch }));
  const answer = await call(client, access, {
    path: 'batch',
    query: { requestid: requestId },
    body: { BatchItemRequest: items },
    effect: 'write',
  });
  return answer.ok ? { ok: true, value: outcomesOf(planned, answer.value, company) } : answer;
}

const batchAnswer = z.object({
  BatchItemResponse: z.array(z.object({ bId: z.string() }).catchall(z.unknown())),
});

/** The answers may come in another order and some may be missing: each is found by its bId. */
function outcomesOf(
  planned: readonly Planned[],
  reply: Reply,
  company: Company,
): ReadonlyMap<string, Outcome> {
  const read = batchAnswer.safeParse(reply.json);
  const answers = new Map((read.success ? read.data.BatchItemResponse : []).map((item) => [item.bId, item]));
  return new Map(
    planned.map(({ intent }) => {
      const item = answers.get(intent.bId);
      return [
        intent.bId,
        item === undefined ? missingOutcome(reply) : itemOutcome(intent, item, reply, company),
      ];
    }),
  );
}

/** Our own mistakes, found before anything is sent. */
function refusalOf(requestId: string, intents: readonly Intent[]): string | undefined {
  if (intents.length === 0 || intents.length > BATCH_SIZE) {
    return `a batch holds 1 to ${BATCH_SIZE} writes, not ${intents.length}`;
  }
  if (intents.length > 1 && !intents.every(batches)) return 'one of the writes goes into no batch';
  const longest = Math.max(...intents.map(({ bId }) => singleRequestId(requestId, bId).length));
  if (
    !intents.every(({ bId }) => /^[\w-]+$/.test(singleRequestId(requestId, bId))) ||
    longest > REQUEST_ID_MAX
  ) {
    return `request id and bId must be ${REQUEST_ID_MAX} plain characters at most`;
  }
  return undefined;
}
