// Mutants of an office's engine: planted defects of how a ledger without keys is asked and understood. Each must be caught.
import type { HttpAnswer, HttpRequest } from '../../../shared/connectors/http.ts';
import type { BatchAnswer, LedgerConnector } from '../../../shared/connectors/ports.ts';
import type { InvoiceDocument } from '../../../shared/core/documents.ts';
import type { FaultClass } from '../../../shared/core/faults.ts';
import type { Outcome } from '../../../shared/core/writes.ts';
import { isRecord, listAt, parse, textAt } from '../json.ts';
import type { MemoryStorage } from '../memory-storage.ts';
import { LANE } from './simulator.ts';
import type { OfficeDefect } from './world.ts';

export interface OfficeMutant {
  readonly name: string;
  /** What is spoilt, as a reviewer would say it. */
  readonly says: string;
  readonly defect: () => OfficeDefect;
  /** Why no check can tell it from the sound engine. */
  readonly equivalent?: string;
}

type Spoil = (connector: LedgerConnector, storage: MemoryStorage) => Partial<LedgerConnector>;

const mutant = (name: string, says: string, spoil: Spoil): OfficeMutant => ({
  name,
  says,
  defect: () => ({ connector: (connector, storage) => ({ ...connector, ...spoil(connector, storage) }) }),
});

/** One class of fault of a write is taken for another. */
const mistaken = (name: string, says: string, from: FaultClass, to: FaultClass): OfficeMutant =>
  mutant(name, says, ({ write }) => {
    const ofOutcome = (outcome: Outcome): Outcome =>
      outcome.type === 'fault' && outcome.fault.fault === from
        ? { type: 'fault', fault: { ...outcome.fault, fault: to } }
        : outcome;
    const ofAnswer = (answer: BatchAnswer): BatchAnswer =>
      answer.ok
        ? { ok: true, value: new Map([...answer.value].map(([bId, one]) => [bId, ofOutcome(one)])) }
        : answer.fault.fault === from
          ? { ok: false, fault: { ...answer.fault, fault: to } }
          : answer;
    return { write: async (access, id, intents) => ofAnswer(await write(access, id, intents)) };
  });

/** What is sent is another body. */
const ofBodies = (name: string, says: string, spoil: (body: Body) => Body): OfficeMutant => ({
  name,
  says,
  defect: () => ({
    fetcher: (fetcher) => (request) => {
      const body = parse(request.body ?? '');
      const isBooking = request.url.includes('/verkoopboekingen') && isRecord(body);
      return fetcher(isBooking ? { ...request, body: JSON.stringify(spoil(body)) } : request);
    },
  }),
});

type Body = Readonly<Record<string, unknown>>;

const withLines = (body: Body, bedrag: (text: string) => string): Body => ({
  ...body,
  boekingsregels: listAt(body, 'boekingsregels').map((line) =>
    isRecord(line) ? { ...line, bedrag: bedrag(textAt(line, 'bedrag')) } : line,
  ),
});

/** Times in filters are other times. */
const ofTimes = (name: string, says: string, hours: number): OfficeMutant => ({
  name,
  says,
  defect: () => ({
    fetcher: (fetcher) => (request) => fetcher({ ...request, url: withTimes(request, hours) }),
  }),
});

function withTimes({ url }: HttpRequest, hours: number): string {
  return url.replace(/datetime'([^']+)'/g, (whole, coded: string) => {
    const time = Date.parse(`${decodeURIComponent(coded)}Z`) + hours * 3_600_000;
    return Number.isNaN(time) ? whole : `datetime'${new Date(time).toISOString().slice(0, 23)}'`;
  });
}

const NOTHING = { ok: true, value: [] } as const;

export const OFFICE_MUTANTS: readonly OfficeMutant[] = [
  mutant('no-look', 'nothing is looked for before it is sent again', () => ({ find: async () => NOTHING })),
  mutant('no-look-for-files', 'a file is sent again without a look', ({ find }) => ({
    find: async (access, document) =>
      document.type === 'attachment' ? NOTHING : await find(access, document),
  })),
  mutant('no-lag', 'what was made is taken to be found at once', ({ abilities }) => ({
    abilities: { ...abilities, lookUpLagMs: undefined },
  })),
  mistaken('taken-is-failure', 'BOE-0021 is taken for a failure', 'number_taken', 'invalid'),
  mistaken('unknown-is-failure', 'a lost answer is called a failure', 'unknown_outcome', 'invalid'),
  mistaken(
    'unknown-is-undone',
    'a lost answer is taken for "nothing was done"',
    'unknown_outcome',
    'unavailable',
  ),
  mistaken('throttle-is-failure', 'a throttle fails the record', 'throttled', 'invalid'),
  mistaken('stale-is-failure', 'no second look after a change of somebody else', 'stale', 'invalid'),
  mutant(
    'file-undoes-booking',
    'a file that cannot be sent takes its booking with it',
    ({ write, read }) => ({
      write: async (access, id, intents) => {
        const answer = await write(access, id, intents);
        const [intent] = intents;
        const outcome = answer.ok ? answer.value.get(intent?.bId ?? '') : undefined;
        if (intent?.document.type !== 'attachment' || outcome?.type !== 'fault') return answer;
        const booking = await read(access, [intent.document.parent]);
        const target = booking.ok ? booking.value[0]?.ref : undefined;
        if (target !== undefined)
          await write(access, id, [{ ...intent, operation: 'delete', document: BOOKING, target }]);
        return answer;
      },
    }),
  ),
  mutant(
    'blind-overwrite',
    'a booking is replaced whatever somebody did to it meanwhile',
    ({ write, read }) => ({
      write: async (access, id, intents) => {
        const [intent] = intents;
        const { target } = intent ?? {};
        if (intent === undefined || target === undefined) return await write(access, id, intents);
        const now = await read(access, [target]);
        return await write(access, id, [
          { ...intent, target: (now.ok ? now.value[0]?.ref : undefined) ?? target },
        ]);
      },
    }),
  ),
  ofBodies('balance-rounded', 'lines are rounded to whole euros', (body) =>
    withLines(body, (text) => `${Math.round(Number(text))}.00`),
  ),
  ofBodies('vat-unrounded', 'the sum is not what its parts are', (body) => ({
    ...body,
    factuurbedrag: String(Number(textAt(body, 'factuurbedrag')) + 0.01),
  })),
  ofBodies('credit-positive', 'a credit note is booked above zero', (body) =>
    Number(textAt(body, 'factuurbedrag')) < 0 ? turned(body) : body,
  ),
  ofTimes('no-overlap', 'the zone is added once more, and nothing overlaps', 4),
  {
    ...ofTimes('zone-left-out', 'times without a zone are written as UTC', -2),
    equivalent:
      'east of Greenwich a filter that begins too early shows more than it has to, and fingerprints tell',
  },
  mutant(
    'watermark-first',
    'the watermark moves on before what was seen is worked on',
    ({ changes }, { connections }) => ({
      changes: async (access, since) => {
        const answer = await changes(access, since);
        const state = await connections.laneState(LANE);
        if (answer.ok) await connections.saveLaneState({ ...state, watermark: answer.value.upTo });
        return answer;
      },
    }),
  ),
  {
    name: 'one-page',
    says: 'a page of 500 is taken for all there is',
    defect: () => ({
      fetcher: (fetcher) => (request) =>
        /[?&]\$skip=/.test(request.url) ? Promise.resolve(EMPTY) : fetcher(request),
    }),
  },
  mutant('lists-once-a-day', 'a new account is known tomorrow', ({ changes }) => ({
    changes: async (access, since) => {
      const answer = await changes(access, since);
      return answer.ok ? { ok: true, value: { ...answer.value, lists: undefined } } : answer;
    },
  })),
  mutant('hours-not-counted', 'nobody counts the calls of an hour', ({ limits }) => ({
    limits: {
      ...limits,
      callsPerHour: undefined,
      callsPerMinute: 600,
      callsPerSecond: 20,
      batchesPerMinute: 600,
    },
  })),
  mutant('cost-centres-forgotten', 'cost centres are not among the changes', ({ changes }) => ({
    changes: async (access, since) => {
      const answer = await changes(access, since);
      if (!answer.ok) return answer;
      const snapshots = answer.value.snapshots.filter(({ ref }) => ref.type !== 'cost_centre');
      return { ok: true, value: { ...answer.value, snapshots } };
    },
  })),
  {
    name: 'not-announced',
    says: 'what is about to be sent is not written down',
    defect: () => ({
      host: (host) => ({ ...host, writes: { ...host.writes, append: async () => 'appended' } }),
    }),
  },
  {
    name: 'key-forgotten',
    says: 'a key that was entered anew is not kept',
    defect: () => {
      let kept = 0;
      return {
        host: (host) => ({
          ...host,
          connections: {
            ...host.connections,
            saveCredentials: async (lane, credentials, version) => {
              kept += 1;
              return kept < 3 ? await host.connections.saveCredentials(lane, credentials, version) : 'saved';
            },
          },
        }),
      };
    },
  },
];

const BOOKING: InvoiceDocument = {
  type: 'invoice',
  customer: '',
  currency: 'EUR',
  date: '2026-11-16',
  lines: [],
  taxMode: 'none',
};

const EMPTY: HttpAnswer = { status: 200, headers: {}, text: '[]' };

function turned(body: Body): Body {
  const plus = (text: string): string => text.replace('-', '');
  const btw = listAt(body, 'btw').map((row) =>
    isRecord(row) ? { ...row, btwBedrag: plus(textAt(row, 'btwBedrag')) } : row,
  );
  return { ...withLines(body, plus), btw, factuurbedrag: plus(textAt(body, 'factuurbedrag')) };
}
