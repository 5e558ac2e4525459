// What was checked before anything is written, and the button that has it checked again.
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, must } from '../data/ask.ts';
import { poll } from '../data/queries.ts';
import { noteAction } from '../data/recent.ts';
import { Checks } from '../parts/checks.tsx';
import { useNotices } from '../shell/notices.tsx';
import { when } from '../texts/format.ts';
import { text } from '../texts/text.ts';

export function usePreflight(connection: string) {
  return useQuery({
    queryKey: ['preflight', connection],
    queryFn: () =>
      must(api.GET('/v1/connections/{connection}/preflight', { params: { path: { connection } } })),
    refetchInterval: poll,
    retry: false,
  });
}

export function Preflight({ connection }: { readonly connection: string }) {
  const { data } = usePreflight(connection);
  const client = useQueryClient();
  const { fail } = useNotices();
  const again = useMutation({
    mutationFn: () =>
      must(api.POST('/v1/connections/{connection}/preflight', { params: { path: { connection } } })),
    onSuccess: () => {
      noteAction();
      return client.invalidateQueries({ queryKey: ['preflight', connection] });
    },
    onError: fail,
  });
  const checks = data?.checks ?? [];
  return (
    <Checks
      checks={checks}
      header={
        <Header
          variant="h2"
          counter={text('preflight.counter', {
            green: checks.filter(({ status }) => status === 'green').length,
            all: checks.length,
          })}
          description={
            data?.checkedAt === undefined ? '' : text('preflight.at', { at: when(data.checkedAt) })
          }
          actions={
            <Button iconName="refresh" loading={again.isPending} onClick={() => again.mutate()}>
              {text('preflight.again')}
            </Button>
          }
        >
          {text('preflight.title')}
        </Header>
      }
    />
  );
}
