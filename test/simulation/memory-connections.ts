// Connections, policies, lane state and credentials in memory. What is in memory needs no seal.
import {
  type Intake,
  kindsTogether,
  QUARTER_MS,
  quarterOf,
  type Tally,
  type TallyByKind,
} from '../../shared/core/completeness.ts';
import type { Reference } from '../../shared/core/decisions.ts';
import type { ExportRun } from '../../shared/core/exports.ts';
import type { RecordKind } from '../../shared/core/records.ts';
import type { Clock } from '../../shared/host/host.ts';
import type { PreflightResult, SavedPolicy } from '../../shared/storage/policy-ports.ts';
import type {
  ApiKeyRecord,
  Connection,
  ConnectionStore,
  Credentials,
  LaneState,
  OAuthAttempt,
} from '../../shared/storage/ports.ts';
import { withPauses } from '../../shared/storage/pauses.ts';
import { createKept, type Kept } from './kept.ts';
import { outcomeRows } from './memory-outcomes.ts';

/** The store, and for assertions the counts of unreadable payloads by `ledger/reason`. */
export function createMemoryConnections(
  clock: Pick<Clock, 'now'>,
  kept: Kept = createKept(),
): ConnectionStore & { readonly unreadable: ReadonlyMap<string, number> } {
  const unreadable = kept.map<string, number>('unreadable');
  return {
    ...connectionRows(kept),
    ...exportRows(kept),
    ...laneRows(kept),
    ...accessRows(clock, kept),
    ...receivedRows(kept),
    ...outcomeRows(kept),
    unreadable,
    countUnreadable: async (ledger, reason) => {
      const name = `${ledger}/${reason}`;
      unreadable.set(name, (unreadable.get(name) ?? 0) + 1);
    },
  };
}

function connectionRows(kept: Kept) {
  const connections = kept.map<string, Connection>('connections');
  const policies = kept.map<string, readonly SavedPolicy[]>('policies');
  const sorted = (): readonly Connection[] =>
    [...connections.values()].sort((a, b) => Buffer.compare(Buffer.from(a.id), Buffer.from(b.id)));
  return {
    connection: async (id: string) => connections.get(id),
    connections: async () => sorted(),
    saveConnection: async (connection: Connection) => void connections.set(connection.id, connection),
    connectionsOf: async (connector: string, account: string) =>
      sorted()
        .filter(
          (known) =>
            (known.ledger === connector && known.company === account) ||
            (known.source === connector && known.account === account),
        )
        .map(({ id }) => id),
    policy: async (connection: string) => policies.get(connection)?.at(-1),
    savePolicy: async (connection: string, policy: SavedPolicy) => {
      const before = policies.get(connection) ?? [];
      if (policy.version !== before.length + 1) return 'conflict' as const;
      policies.set(connection, [...before, policy]);
      return 'saved' as const;
    },
    policyVersion: async (connection: string, version: number) => policies.get(connection)?.[version - 1],
    policyVersions: async (connection: string, limit: number, below = Infinity) =>
      (policies.get(connection) ?? [])
        .filter(({ version }) => version < below)
        .reverse()
        .slice(0, limit),
  };
}

function exportRows(kept: Kept) {
  const runs = kept.map<string, readonly ExportRun[]>('exports');
  return {
    exportRuns: async (connection: string, limit: number, below = Infinity) =>
      (runs.get(connection) ?? [])
        .filter(({ seq }) => seq < below)
        .toReversed()
        .slice(0, limit),
    appendExportRun: async (connection: string, run: ExportRun) => {
      const before = runs.get(connection) ?? [];
      if (before.some(({ seq }) => seq === run.seq)) return 'taken' as const;
      runs.set(connection, [...before, run]);
      return 'appended' as const;
    },
  };
}

function laneRows(kept: Kept) {
  const states = kept.map<string, LaneState>('lanes');
  const references = kept.map<string, Reference>('references');
  const preflights = kept.map<string, PreflightResult>('preflights');
  const credentials = kept.map<string, Credentials>('credentials');
  return {
    preflight: async (lane: string, connection: string) => preflights.get(`${lane}/${connection}`),
    savePreflight: async (lane: string, connection: string, result: PreflightResult) =>
      void preflights.set(`${lane}/${connection}`, result),
    laneState: async (lane: string) => {
      const { paused, operatorSince, ...state } = states.get(lane) ?? { lane };
      return withPauses(state, paused, operatorSince);
    },
    saveLaneState: async (state: LaneState) => {
      const { paused, operatorSince } = states.get(state.lane) ?? {};
      states.set(state.lane, { ...state, paused, operatorSince });
    },
    savePause: async (lane: string, by: 'operator' | 'access', paused: LaneState['paused']) => {
      const pause = by === 'operator' ? { operatorSince: paused?.since } : { paused };
      states.set(lane, { ...(states.get(lane) ?? { lane }), ...pause });
    },
    reference: async (lane: string) => references.get(lane),
    saveReference: async (lane: string, reference: Reference) => void references.set(lane, reference),
    credentials: async (lane: string) => credentials.get(lane),
    saveCredentials: async (lane: string, next: Credentials, expected: number) => {
      if ((credentials.get(lane)?.version ?? 0) !== expected) return 'conflict' as const;
      credentials.set(lane, { ...next, version: expected + 1 });
      return 'saved' as const;
    },
    removeCredentials: async (lane: string, expected: number) => {
      if ((credentials.get(lane)?.version ?? expected) !== expected) return 'conflict' as const;
      credentials.delete(lane);
      return 'removed' as const;
    },
  };
}

function receivedRows(kept: Kept) {
  const known = kept.map<string, Map<string, Intake>>('received');
  return {
    countReceived: async (intakes: readonly Intake[]) => {
      for (const intake of intakes)
        known.set(intake.connection, new Map(known.get(intake.connection)).set(intake.id, intake));
    },
    received: async (connection: string, from: number, to: number) => {
      const quarters = new Map<number, TallyByKind>();
      for (const { at, byKind } of known.get(connection)?.values() ?? []) {
        const start = quarterOf(at);
        if (start + QUARTER_MS > from && start < to)
          quarters.set(start, kindsTogether(quarters.get(start) ?? new Map<RecordKind, Tally>(), byKind));
      }
      return [...quarters].map(([at, byKind]) => ({ at, byKind })).sort((a, b) => a.at - b.at);
    },
  };
}

function accessRows(clock: Pick<Clock, 'now'>, kept: Kept) {
  const apiKeys = kept.map<string, ApiKeyRecord>('keys');
  const secrets = kept.map<string, readonly string[]>('secrets');
  const attempts = kept.map<string, OAuthAttempt>('attempts');
  return {
    apiKey: async (keyId: string) => apiKeys.get(keyId),
    apiKeysOf: async (connection: string) =>
      [...apiKeys.values()]
        .filter(({ connections }) => connections.includes(connection))
        .sort((a, b) => Buffer.compare(Buffer.from(a.keyId), Buffer.from(b.keyId))),
    saveApiKey: async (record: ApiKeyRecord) => void apiKeys.set(record.keyId, record),
    signingSecrets: async (connection: string) => secrets.get(connection) ?? [],
    saveSigningSecrets: async (connection: string, given: readonly string[]) =>
      void secrets.set(connection, given),
    saveOAuthAttempt: async (attempt: OAuthAttempt) => void attempts.set(attempt.state, attempt),
    takeOAuthAttempt: async (state: string) => {
      const attempt = attempts.get(state);
      attempts.delete(state);
      return attempt !== undefined && attempt.expiresAt > clock.now() ? attempt : undefined;
    },
  };
}
