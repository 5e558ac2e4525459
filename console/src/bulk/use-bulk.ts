// A bulk action from its plan to its report: planned at once, watched while it runs.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { Shape } from '../api/client.ts';
import { api, must } from '../data/ask.ts';
import { noteAction } from '../data/recent.ts';

const WATCHED_MS = 700;

export function useBulk(connection: string, asked: Shape<'BulkInput'>, planNow: boolean) {
  const client = useQueryClient();
  const plan = useMutation({
    mutationFn: (reason: string | undefined) =>
      must(
        api.POST('/v1/connections/{connection}/bulk', {
          params: { path: { connection } },
          body: { ...asked, ...(reason === undefined ? {} : { reason }) },
        }),
      ),
  });
  const id = plan.data?.id;
  const path = { connection, bulk: id ?? '' };
  const { mutate, isIdle } = plan;
  useEffect(() => {
    if (planNow && isIdle) mutate(undefined);
  }, [planNow, isIdle, mutate]);
  const key = ['bulk', connection, id] as const;
  const watched = useQuery({
    queryKey: key,
    queryFn: () => must(api.GET('/v1/connections/{connection}/bulk/{bulk}', { params: { path } })),
    enabled: id !== undefined,
    initialData: plan.data,
    refetchInterval: ({ state }) => (state.data?.state === 'running' ? WATCHED_MS : false),
  });
  const moved = (bulk: Shape<'Bulk'>) => {
    noteAction();
    client.setQueryData(key, bulk);
    return client.invalidateQueries({ queryKey: ['problems', connection] });
  };
  const run = useMutation({
    mutationFn: () => must(api.POST('/v1/connections/{connection}/bulk/{bulk}/run', { params: { path } })),
    onSuccess: moved,
  });
  const cancel = useMutation({
    mutationFn: () => must(api.POST('/v1/connections/{connection}/bulk/{bulk}/cancel', { params: { path } })),
    onSuccess: moved,
  });
  return { bulk: watched.data ?? plan.data, plan, run, cancel };
}
