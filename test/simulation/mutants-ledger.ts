// Mutants of how the ledger is asked and understood: keys, answers, faults, watermarks, money.
import type { HttpAnswer, HttpRequest } from '../../shared/connectors/http.ts';
import type { BatchAnswer, LedgerConnector } from '../../shared/connectors/ports.ts';
import type { Fault, FaultClass } from '../../shared/core/faults.ts';
import type { Intent, Outcome } from '../../shared/core/writes.ts';
import { listAt, isRecord, parse, textAt } from './json.ts';
import type { MemoryStorage } from './memory-storage.ts';
import type { Mutant } from './mutants.ts';

type Spoil = (connector: LedgerConnector, storage: MemoryStorage) => Partial<LedgerConnector>;

const mutant = (name: string, says: string, spoil: Spoil): Mutant => ({
  name,
  says,
  defect: () => ({ connector: (connector, storage) => ({ ...connector, ...spoil(connector, storage) }) }),
});

const ofRequests = (
  name: string,
  says: string,
  spoil: () => (request: HttpRequest) => HttpRequest,
): Mutant => ({
  name,
  says,
  defect: () => {
    const spoilt = spoil();
    return { fetcher: (fetcher) => (request) => fetcher(spoilt(request)) };
  },
});

/** One class of fault is taken for another. */
const mistaken = (name: string, says: string, from: FaultClass, to: FaultClass): Mutant =>
  mutant(name, says, (connector) => {
    const spoilt = (fault: Fault): Fault => (fault.fault === from ? { ...fault, fault: to } : fault);
    const ofOutcome = (outcome: Outcome): Outcome =>
      outcome.type === 'done' ? outcome : { type: 'fault', fault: spoilt(outcome.fault) };
    const ofAnswer = (answer: BatchAnswer): BatchAnswer =>
      answer.ok
        ? { ok: true, value: new Map([...answer.value].map(([bId, outcome]) => [bId, ofOutcome(outcome)])) }
        : { ok: false, fault: spoilt(answer.fault) };
    return { write: async (access, id, intents) => ofAnswer(await connector.write(access, id, intents)) };
  });

const withKey = (request: HttpRequest, key: (old: string) => string | undefined): HttpRequest => {
  const url = new URL(request.url);
  const old = url.searchParams.get('requestid');
  if (old === null) return request;
  const next = key(old);
  if (next === undefined) url.searchParams.delete('requestid');
  else url.searchParams.set('requestid', next);
  return { ...request, url: url.toString() };
};

/** The answers of a batch are given the names of the questions in their order. */
const byOrder = (request: HttpRequest, answer: HttpAnswer): HttpAnswer => {
  if ('failed' in answer || !request.url.includes('/batch')) return answer;
  const asked = listAt(parse(request.body ?? ''), 'BatchItemRequest');
  const body = parse(answer.text);
  const answers = listAt(body, 'BatchItemResponse');
  if (!isRecord(body) || answers.length !== asked.length) return answer;
  const renamed = answers.map((item, index) => ({
    ...(isRecord(item) ? item : {}),
    bId: textAt(asked[index], 'bId'),
  }));
  return { ...answer, text: JSON.stringify({ ...body, BatchItemResponse: renamed }) };
};

const dearer = (intent: Intent): Intent =>
  intent.document.type === 'payment' && intent.document.amount.endsWith('3')
    ? { ...intent, document: { ...intent.document, amount: `${intent.document.amount.slice(0, -1)}4` } }
    : intent;

/** Both applications of a payment go to the first invoice. */
const misapplied = (intent: Intent): Intent => {
  const { document } = intent;
  const first = document.type === 'payment' ? document.applications[0] : undefined;
  if (document.type !== 'payment' || first === undefined || document.applications.length < 2) return intent;
  return { ...intent, document: { ...document, applications: [first] } };
};

export const LEDGER_MUTANTS: readonly Mutant[] = [
  ofRequests(
    'no-request-id',
    'writes carry no idempotency key',
    () => (request) => withKey(request, () => undefined),
  ),
  ofRequests('new-request-id', 'every attempt has a new idempotency key', () => {
    let count = 0;
    return (request) => withKey(request, (old) => `${old.slice(-20)}${(count += 1)}`);
  }),
  ofRequests(
    'one-request-id',
    'all writes share one idempotency key',
    () => (request) => withKey(request, () => 'same'),
  ),
  {
    name: 'answers-by-order',
    says: 'the answers of a batch are matched by their order',
    defect: () => ({ fetcher: (fetcher) => async (request) => byOrder(request, await fetcher(request)) }),
  },
  mistaken('unknown-is-failure', 'a lost answer is called a failure', 'unknown_outcome', 'invalid'),
  mistaken(
    'unknown-is-undone',
    'a lost answer is taken for "nothing was done"',
    'unknown_outcome',
    'unavailable',
  ),
  mistaken('unknown-is-throttle', 'a lost answer is taken for a throttle', 'unknown_outcome', 'throttled'),
  mistaken('throttle-is-failure', 'a throttle fails the record', 'throttled', 'invalid'),
  mistaken('outage-is-failure', 'an outage fails the record', 'unavailable', 'invalid'),
  mistaken('stale-is-failure', 'no second look after 5010', 'stale', 'invalid'),
  mistaken('expired-is-failure', 'a refused token fails the record', 'unauthorised', 'invalid'),
  mutant('blind-overwrite', 'after 5010 the write is repeated with the newest revision', (connector) => ({
    write: async (access, id, intents) => {
      const answer = await connector.write(access, id, intents);
      const [only] = intents;
      const outcome = answer.ok && only !== undefined ? answer.value.get(only.bId) : undefined;
      if (only?.target === undefined || intents.length > 1 || outcome?.type !== 'fault') return answer;
      if (outcome.fault.fault !== 'stale') return answer;
      const seen = await connector.read(access, [{ type: only.document.type, id: only.target.id }]);
      const target = seen.ok ? seen.value[0]?.ref : undefined;
      return target === undefined ? answer : await connector.write(access, `${id}b`, [{ ...only, target }]);
    },
  })),
  mutant(
    'watermark-first',
    'the watermark is saved before the changes were worked on',
    (connector, { connections }) => ({
      changes: async (access, since) => {
        const answer = await connector.changes(access, since);
        const lane = `quickbooks:${access.company}`;
        const state = await connections.laneState(lane);
        if (answer.ok) await connections.saveLaneState({ ...state, watermark: answer.value.upTo });
        return answer;
      },
    }),
  ),
  mutant('changes-unread', 'the sweep sees nothing', (connector) => ({
    changes: async (access, since) => {
      const answer = await connector.changes(access, since);
      return answer.ok ? { ok: true, value: { ...answer.value, snapshots: [] } } : answer;
    },
  })),
  mutant('one-cent', 'an amount that ends in 3 becomes a cent dearer', (connector) => ({
    write: (access, id, intents) => connector.write(access, id, intents.map(dearer)),
  })),
  mutant('misapplied', 'a payment over two invoices pays only the first', (connector) => ({
    write: (access, id, intents) => connector.write(access, id, intents.map(misapplied)),
  })),
  mutant('half-a-batch', 'the last write of a batch is not sent and called done', (connector) => ({
    write: async (access, id, intents) => {
      if (intents.length < 2) return await connector.write(access, id, intents);
      const answer = await connector.write(access, id, intents.slice(0, -1));
      const last = intents.at(-1);
      const first = answer.ok ? [...answer.value.values()][0] : undefined;
      if (!answer.ok || last === undefined || first === undefined) return answer;
      return { ok: true, value: new Map([...answer.value, [last.bId, first]]) };
    },
  })),
  {
    ...mutant('finds-nothing', 'without keys, nobody looks whether the write arrived', () => ({
      find: async () => ({ ok: true, value: [] }),
    })),
    keyless: true,
  },
  {
    ...mutant('keys-believed', 'a ledger without keys is trusted to have them', (connector) => ({
      abilities: { ...connector.abilities, keyed: true },
    })),
    keyless: true,
  },
];
