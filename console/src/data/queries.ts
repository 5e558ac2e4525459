// What pages ask of the API, each with how often: only while the page is seen, and faster for a while after an action.
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { api, must } from './ask.ts';
import { ACTED_MS, lastAction } from './recent.ts';
import type { RecordName, ShownRecord } from './shapes.ts';

/** A row moves by itself within this time. */
const SETTLED_MS = 5_000;
/** Just after an action a person waits for the answer. */
const MOVING_MS = 1_000;

/** React Query stops polling by itself while the page is hidden. */
export const poll = (): number => (Date.now() - lastAction() < ACTED_MS ? MOVING_MS : SETTLED_MS);

export function useConnection(connection: string) {
  return useQuery({
    queryKey: ['connection', connection],
    queryFn: ({ signal }) =>
      must(api.GET('/v1/connections/{connection}', { params: { path: { connection } }, signal })),
    refetchInterval: poll,
    enabled: connection !== '',
  });
}

export function useRecord(connection: string, { kind, id }: RecordName) {
  const path = { connection, kind, id };
  return useQuery({
    queryKey: ['record', connection, kind, id],
    queryFn: ({ signal }) =>
      must(api.GET('/v1/connections/{connection}/records/{kind}/{id}', { params: { path }, signal })),
    refetchInterval: poll,
  });
}

/** The parts of a record's page are asked again whenever its state changes. */
const keyOf = (connection: string, { kind, id, state, since }: ShownRecord, part: string) =>
  ['record', connection, kind, id, part, state, since] as const;

export function useTrace(connection: string, record: ShownRecord) {
  const path = { connection, kind: record.kind, id: record.id };
  return useQuery({
    queryKey: keyOf(connection, record, 'trace'),
    queryFn: ({ signal }) =>
      must(api.GET('/v1/connections/{connection}/records/{kind}/{id}/trace', { params: { path }, signal })),
    placeholderData: keepPreviousData,
  });
}

export function useAttempts(connection: string, record: ShownRecord) {
  const path = { connection, kind: record.kind, id: record.id };
  return useQuery({
    queryKey: keyOf(connection, record, 'attempts'),
    queryFn: ({ signal }) =>
      must(
        api.GET('/v1/connections/{connection}/records/{kind}/{id}/attempts', { params: { path }, signal }),
      ),
    placeholderData: keepPreviousData,
  });
}

export function useDiff(connection: string, record: ShownRecord, fresh: boolean) {
  const path = { connection, kind: record.kind, id: record.id };
  const query = fresh ? { fresh: 'true' as const } : {};
  return useQuery({
    queryKey: [...keyOf(connection, record, 'diff'), fresh],
    queryFn: ({ signal }) =>
      must(
        api.GET('/v1/connections/{connection}/records/{kind}/{id}/diff', { params: { path, query }, signal }),
      ),
    placeholderData: keepPreviousData,
  });
}
