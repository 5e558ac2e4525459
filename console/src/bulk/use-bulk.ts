// A bulk action from its plan to its report: planned at once, or one that there is already; watched while it runs.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { Shape } from '../api/client.ts';
import { api, must } from '../data/ask.ts';
import { noteAction } from '../data/recent.ts';

const WATCHED_MS = 700;

type Bulk = Shape<'Bulk'>;

export function useBulk(connection: string, asked: Shape<'BulkInput'>, planNow: boolean) {
  const plan = useMutation({
    mutationFn: (reason: string | undefined) =>
      must(
        api.POST('/v1/connections/{connection}/bulk', {
          params: { path: { connection } },
          body: { ...asked, ...(reason === undefined ? {} : { reason }) },
        }),
      ),
  });
  const { mutate, isIdle } = plan;
  useEffect(() => {
    if (planNow && isIdle) mutate(undefined);
  }, [planNow, isIdle, mutate]);
  return { plan, ...useWatched(connection, plan.data) };
}

/** One that there is: as it is now, with what can be done about it. */
export function useWatched(connection: string, known: Bulk | undefined) {
  const client = useQueryClient();
  const id = known?.id;
  const path = { connection, bulk: id ?? '' };
  const key = ['bulk', connection, id] as const;
  const watched = useQuery({
    queryKey: key,
    queryFn: () => must(api.GET('/v1/connections/{connection}/bulk/{bulk}', { params: { path } })),
    enabled: id !== undefined,
    initialData: known,
    refetchInterval: ({ state }) => (state.data?.state === 'running' ? WATCHED_MS : false),
  });
  const moved = (bulk: Bulk) => {
    noteAction();
    client.setQueryData(key, bulk);
    return Promise.all([
      client.invalidateQueries({ queryKey: ['problems', connection] }),
      client.invalidateQueries({ queryKey: ['bulks', connection] }),
    ]);
  };
  const run = useMutation({
    mutationFn: () => must(api.POST('/v1/connections/{connection}/bulk/{bulk}/run', { params: { path } })),
    onSuccess: moved,
  });
  const cancel = useMutation({
    mutationFn: () => must(api.POST('/v1/connections/{connection}/bulk/{bulk}/cancel', { params: { path } })),
    onSuccess: moved,
  });
  return { bulk: watched.data ?? known, run, cancel };
}

/** The newest ones, newest first. */
export function useBulks(connection: string) {
  return useQuery({
    queryKey: ['bulks', connection],
    queryFn: () => must(api.GET('/v1/connections/{connection}/bulk', { params: { path: { connection } } })),
    refetchInterval: ({ state }) =>
      state.data?.bulks.some((bulk) => bulk.state === 'running') === true ? WATCHED_MS * 2 : SELDOM_MS,
  });
}

/** Somebody else may have begun one. */
const SELDOM_MS = 15_000;
