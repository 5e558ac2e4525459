// What became of a connection's records over time, and whether the books agreed when they were compared last.
import { useQuery } from '@tanstack/react-query';
import type { Shape } from '../api/client.ts';
import { api, must } from './ask.ts';

export type History = Shape<'History'>;
/** Figures of a quarter of an hour need no look every second. */
const EVERY_MS = 60_000;

export function useHistory(connection: string, by: History['by']) {
  return useQuery({
    queryKey: ['history', connection, by],
    queryFn: ({ signal }) =>
      must(
        api.GET('/v1/connections/{connection}/history', {
          params: { path: { connection }, query: { by } },
          signal,
        }),
      ),
    refetchInterval: EVERY_MS,
    enabled: connection !== '',
  });
}

/** The newest comparison with the ledger that came to its end. */
export function useLastComparison(connection: string) {
  const { data } = useQuery({
    queryKey: ['reconciliations', connection],
    queryFn: ({ signal }) =>
      must(api.GET('/v1/connections/{connection}/reconcile', { params: { path: { connection } }, signal })),
    refetchInterval: EVERY_MS,
    enabled: connection !== '',
  });
  return data?.reconciliations.find(({ state }) => state === 'done');
}
