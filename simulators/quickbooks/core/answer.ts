// The border of the books: limits, replays, counters and envelopes around the answer of a route.
import type { Company, Remembered } from './company.ts';
import { faultBody, faults } from './faults.ts';
import { isObject, type JsonObject } from './json.ts';
import { recall, remember } from './replay.ts';
import { longestRequestId, requestIdOf, route, type Answered } from './routes.ts';
import { countRead, throttled } from './throttle.ts';
import { answerTime } from './times.ts';
import type { ApiCall, SimAnswer, Surroundings } from './types.ts';

/** Answers one call; every answer carries a transaction id and all but gateway bodies the time. */
export const answerCall = (
  company: Company | undefined,
  call: ApiCall,
  surroundings: Surroundings,
): SimAnswer => {
  if (company === undefined) return sent(surroundings, 403, notConnected);
  company.calls.requests += 1;
  company.host = call.request.headers.host ?? company.host;
  const answer = admitted(company, call);
  company.calls.byStatus[answer.status] = (company.calls.byStatus[answer.status] ?? 0) + 1;
  return answer;
};

const notConnected: JsonObject = {
  fault: {
    error: [
      {
        message: 'message=ApplicationAuthorizationFailed; errorCode=003100; statusCode=403',
        detail: null,
        code: '3100',
        element: null,
      },
    ],
    type: 'SERVICE',
  },
};

const admitted = (company: Company, call: ApiCall): SimAnswer => {
  const { surroundings } = company;
  const isBatch = call.resource.replaceAll('/', '') === 'batch';
  const refusal = throttled(company, isBatch);
  if (refusal !== undefined) {
    company.calls.throttled += 1;
    return sent(surroundings, refusal.status, refusal.body, refusal.headers);
  }
  const key = replayKey(company, call, isBatch);
  if (key !== undefined && key.length > longestRequestId) {
    return shown(company, { fault: faults.badRequestId() });
  }
  const known = key === undefined ? undefined : recall(company, key);
  if (known !== undefined) return sent(surroundings, known.status, isObject(known.body) ? known.body : {});
  const answered = route(company, call);
  if (!('fault' in answered) && ('raw' in answered || answered.metered)) countRead(company);
  const answer = shown(company, answered);
  if (key !== undefined && !('raw' in answered)) remember(company, key, asRemembered(company, answered));
  return answer;
};

// A batch replays its items by itself, unless the whole batch is to be replayed.
const replayKey = (company: Company, call: ApiCall, isBatch: boolean): string | undefined => {
  const { requestIdReplay } = company.knobs;
  const isQuery = call.resource.replaceAll('/', '') === 'query';
  if (call.request.method !== 'POST' || isQuery || requestIdReplay === 'off') return undefined;
  if (isBatch && requestIdReplay === 'perItem') return undefined;
  return requestIdOf(call.request);
};

type Enveloped = Exclude<Answered, { readonly raw: string | Uint8Array }>;

const asRemembered = (company: Company, answered: Enveloped): Remembered => {
  const status = 'fault' in answered ? answered.fault.status : 200;
  return { status, body: timed(company, answered) };
};

const shown = (company: Company, answered: Answered): SimAnswer => {
  if ('raw' in answered) {
    const headers = { 'content-type': answered.type, intuit_tid: transactionId(company.surroundings) };
    return { status: 200, headers, body: answered.raw };
  }
  const status = 'fault' in answered ? answered.fault.status : 200;
  return sent(company.surroundings, status, timed(company, answered));
};

const timed = (company: Company, answered: Enveloped): JsonObject => ({
  ...('fault' in answered ? faultBody(answered.fault) : answered.body),
  time: answerTime(company.surroundings.now()),
});

const sent = (
  surroundings: Surroundings,
  status: number,
  body: JsonObject,
  headers: Readonly<Record<string, string>> = {},
): SimAnswer => ({
  status,
  headers: {
    'content-type': 'application/json;charset=UTF-8',
    intuit_tid: transactionId(surroundings),
    ...headers,
  },
  body: JSON.stringify(body),
});

// The id Intuit's support asks for.
const transactionId = (surroundings: Surroundings): string => {
  const digits = () =>
    Math.floor(surroundings.random() * 0x1_0000_0000)
      .toString(16)
      .padStart(8, '0');
  return `1-${digits()}-${digits()}${digits()}${digits()}`;
};
