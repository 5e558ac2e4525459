// The ledgers and sources there are, by what they are able to do: the pages name none themselves.
import { useQuery } from '@tanstack/react-query';
import { api, must } from '../data/ask.ts';
import type { Connection } from '../data/shapes.ts';

export function useConnectors() {
  return useQuery({
    queryKey: ['connectors'],
    queryFn: () => must(api.GET('/v1/connectors')),
    staleTime: Infinity,
  });
}

/** What people call a ledger or a source; its registered name until that is known. */
export function useTitles(): (name: string) => string {
  const { data } = useConnectors();
  const titles = new Map(
    [...(data?.ledgers ?? []), ...(data?.sources ?? [])].map((each) => [each.name, each.title]),
  );
  return (name) => titles.get(name) ?? name;
}

export type Side = 'ledger' | 'source';

/** How each end of a connection is connected; undefined until it is known. */
export function useWays(connection: Connection | undefined) {
  const { data } = useConnectors();
  if (data === undefined || connection === undefined) return undefined;
  return {
    ledger: data.ledgers.find(({ name }) => name === connection.ledger)?.connects ?? 'browser',
    source: data.sources.find(({ name }) => name === connection.source)?.connects ?? 'push',
  };
}

/** Whether somebody let us in at that end, and has not taken it back. */
export function isIn(connection: Connection, side: Side): boolean {
  if (side === 'source') return connection.account?.state === 'connected';
  const { state } = connection;
  return state !== 'not_connected' && state !== 'disconnected' && state !== 'session_over';
}
