// Mutants of the source's side: planted defects of our own engine. The portal's seeds must catch each, or they prove nothing.
import type { Fetcher, HttpAnswer, HttpRequest } from '../../../shared/connectors/http.ts';
import type { SourceConnector } from '../../../shared/connectors/source-port.ts';
import { laneOf } from '../../../shared/core/lanes.ts';
import type { Host, SourceLook } from '../../../shared/host/host.ts';
import { isRecord, listAt, parse, textAt } from '../json.ts';
import type { MemoryStorage } from '../memory-storage.ts';
import type { Role } from '../process.ts';
import type { PortalDefect } from './world.ts';

export interface PortalMutant {
  readonly name: string;
  /** What is spoilt, as a reviewer would say it. */
  readonly says: string;
  /** Made anew for each seed: some remember. */
  readonly defect: () => PortalDefect;
}

const source = (
  name: string,
  says: string,
  spoil: (source: SourceConnector) => Partial<SourceConnector>,
): PortalMutant => ({
  name,
  says,
  defect: () => ({ source: (sound) => ({ ...sound, ...spoil(sound) }) }),
});

const fetcher = (name: string, says: string, spoil: (sound: Fetcher) => Fetcher): PortalMutant => ({
  name,
  says,
  defect: () => ({ fetcher: spoil }),
});

const host = (name: string, says: string, spoil: (host: Host, role: Role) => Host): PortalMutant => ({
  name,
  says,
  defect: () => ({ host: spoil }),
});

const connections = (
  name: string,
  says: string,
  spoil: (sound: MemoryStorage['connections']) => Partial<MemoryStorage['connections']>,
): PortalMutant => ({
  name,
  says,
  defect: () => ({
    storage: (storage) => ({
      ...storage,
      connections: { ...storage.connections, ...spoil(storage.connections) },
    }),
  }),
});

/** Looks that a worker of the source sends to its own lane, some of them lost. */
const losing = (name: string, says: string, isLost: (look: SourceLook) => boolean): PortalMutant =>
  host(name, says, (sound, role) =>
    role !== 'source'
      ? sound
      : {
          ...sound,
          sources: {
            ...sound.sources,
            send: async (lane, looks) => {
              const kept = looks.filter((look) => !isLost(look));
              if (kept.length > 0) await sound.sources.send(lane, kept);
            },
          },
        },
  );

export const PORTAL_MUTANTS: readonly PortalMutant[] = [
  fetcher(
    'echo-unknown',
    'what we wrote ourselves comes back without our mark on it',
    (sound) => async (request) =>
      mapped(await sound(request), /batch\/read$/.test(request.url), (record) => {
        const { ledgerlane_id: _, ...properties } = isRecord(record['properties'])
          ? record['properties']
          : {};
        return { ...record, properties };
      }),
  ),
  fetcher(
    'upsert-without-key',
    'mirrors are made, not found again by their unique property',
    (sound) => (request) => sound(/\/batch\/upsert$/.test(request.url) ? asCreate(request) : request),
  ),
  fetcher(
    'answers-by-order',
    'the answers of a batch are matched by their order',
    (sound) => async (request) => {
      const ids = listAt(parse(request.body ?? ''), 'inputs').map((input) => textAt(input, 'id'));
      const isRead = /objects\/.*\/batch\/read$/.test(request.url) && !/idProperty/.test(request.body ?? '');
      // No order is promised.
      return mapped(await sound(request), isRead, (record, index) => ({
        ...record,
        id: ids[ids.length - 1 - index] ?? record['id'],
      }));
    },
  ),
  fetcher(
    'not-associated',
    'lines and customers are written, and belong to no invoice',
    (sound) => (request) =>
      /batch\/associate/.test(request.url)
        ? Promise.resolve({ status: 200, headers: {}, text: '{"results":[]}' })
        : sound(request),
  ),
  source('progress-first', 'the progress of the feed is stored before the change is applied', (sound) => ({
    apply: async (access, change, view) => {
      sound.apply(access, change, view).catch(() => undefined);
      return { ok: true, value: { type: 'applied' } };
    },
  })),
  source('payment-twice', 'money of the ledger is written a second time under another key', (sound) => ({
    apply: async (access, change, view) => {
      const answer = await sound.apply(access, change, view);
      if (!answer.ok || change.type !== 'payment.imported') return answer;
      const data = { ...change.data, ledgerId: `${textAt(change.data, 'ledgerId')}0` };
      return await sound.apply(access, { ...change, data }, view);
    },
  })),
  source('blind-apply', 'an edit is written without a look at what the account says now', () => ({
    objectOf: () => undefined,
  })),
  source('known-not-compared', 'a sweep names everything, known or not', (sound) => ({
    changedSince: async (access, since, now) => {
      const answer = await sound.changedSince(access, since, now);
      if (!answer.ok) return answer;
      const changed = answer.value.changed.map((each) => ({ ...each, at: each.at + 1e12 }));
      return { ok: true, value: { ...answer.value, changed } };
    },
  })),
  source('no-window', 'nobody keeps to the account’s rate window', () => ({
    limits: { callsPerTenSeconds: 1e9, searchesPerSecond: 1e9 },
  })),
  source('never-ready', 'the account is called ready, and nothing was made in it', () => ({
    prepare: async () => ({ ok: true, value: 'ready' }),
  })),
  source('journal-unread', 'the source’s own log is not read', () => ({
    log: async () => ({
      ok: true,
      value: { notices: [], gone: [], place: undefined, whole: true, lost: false },
    }),
  })),
  losing('swept-not-named', 'what a sweep found is never looked at', ({ at }) => at === 'object'),
  host('watermark-first', 'the watermark is saved before the account is searched', (sound, role) =>
    role !== 'source'
      ? sound
      : {
          ...sound,
          source: (name) => {
            const found = sound.source(name);
            return (
              found && {
                ...found,
                changedSince: async (access, since, now) => {
                  const lane = laneOf(name, access.account);
                  const state = await sound.connections.laneState(lane);
                  await sound.connections.saveLaneState({ ...state, watermark: now });
                  return await found.changedSince(access, since, now);
                },
              }
            );
          },
        },
  ),
  host('stored-not-named', 'a record is stored, and the ledger’s lane never hears of it', (sound, role) =>
    role !== 'source' ? sound : { ...sound, lanes: { ...sound.lanes, send: async () => undefined } },
  ),
  host('feed-skips', 'every fifth change is left out', (sound, role) =>
    role !== 'source'
      ? sound
      : {
          ...sound,
          feed: {
            ...sound.feed,
            read: async (connection, after, limit) => {
              const page = await sound.feed.read(connection, after, limit);
              return page.type === 'page'
                ? { ...page, entries: page.entries.filter(({ seq }) => seq % 5 !== 0) }
                : page;
            },
          },
        },
  ),
  host('any-account', 'whatever account is chosen in the browser is taken', (sound, role) =>
    role !== 'api'
      ? sound
      : {
          ...sound,
          connections: {
            ...sound.connections,
            connection: async (id) => {
              const found = await sound.connections.connection(id);
              return found && { ...found, account: undefined };
            },
          },
        },
  ),
  connections('tokens-not-swapped', 'tokens are stored without compare and swap', (sound) => ({
    saveCredentials: async (lane, next) =>
      await sound.saveCredentials(lane, next, (await sound.credentials(lane))?.version ?? 0),
  })),
  connections('tokens-not-kept', 'refreshed tokens are used and not stored', (sound) => ({
    saveCredentials: async (lane, next, expected) =>
      lane.startsWith('hubspot') && expected > 0 && next.refreshingUntil === undefined
        ? 'saved'
        : await sound.saveCredentials(lane, next, expected),
  })),
  connections('paused-for-ever', 'an account that was connected again goes on resting', (sound) => ({
    savePause: async (lane, by, paused) => {
      if (paused !== undefined || !lane.startsWith('hubspot')) await sound.savePause(lane, by, paused);
    },
  })),
  {
    name: 'older-word-stored',
    says: 'the revision of what the account says is not compared',
    defect: () => ({
      storage: (storage) => ({
        ...storage,
        links: {
          ...storage.links,
          storeSource: async (key, lane, said) => {
            const [link] = await storage.links.read([key]);
            const revision = Math.max(said.revision, (link?.source?.revision ?? 0) + 1);
            return await storage.links.storeSource(key, lane, { ...said, revision });
          },
        },
      }),
    }),
  },
];

/** An answer with each of its results changed. */
function mapped(
  answer: HttpAnswer,
  isMeant: boolean,
  change: (record: Readonly<Record<string, unknown>>, index: number) => Readonly<Record<string, unknown>>,
): HttpAnswer {
  if ('failed' in answer || !isMeant || answer.status >= 300) return answer;
  const json = parse(answer.text);
  if (!isRecord(json)) return answer;
  const results = listAt(json, 'results').map((record, index) =>
    isRecord(record) ? change(record, index) : record,
  );
  return { ...answer, text: JSON.stringify({ ...json, results }) };
}

function asCreate(request: HttpRequest): HttpRequest {
  const inputs = listAt(parse(request.body ?? ''), 'inputs').map((input) => {
    const properties = isRecord(input) && isRecord(input['properties']) ? input['properties'] : {};
    const { ledgerlane_id: _, ...rest } = properties;
    return { properties: rest };
  });
  const url = request.url.replace(/upsert$/, 'create');
  return { ...request, url, body: JSON.stringify({ inputs }) };
}
