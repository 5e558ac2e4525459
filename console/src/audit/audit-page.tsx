// Who did what about a connection and when, with how it was before and after.
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import type { Shape } from '../api/client.ts';
import { api, must } from '../data/ask.ts';
import { poll } from '../data/queries.ts';
import { saveCsv } from '../parts/csv.ts';
import { nameOf } from '../parts/names.ts';
import { Go } from '../shell/go.tsx';
import { Page, useCrumbs } from '../shell/layout.tsx';
import { paths } from '../shell/paths.ts';
import { when } from '../texts/format.ts';
import { text, textOf } from '../texts/text.ts';

type Entry = Shape<'Audit'>['entries'][number];

export function AuditPage() {
  const { connection = '' } = useParams();
  const { data, isPending, hasNextPage, fetchNextPage, isFetchingNextPage } = useAudit(connection);
  const entries = (data?.pages ?? []).flatMap((page) => page.entries);
  const crumbs = useCrumbs({ text: text('audit.title'), href: paths.audit(connection) });
  return (
    <Page crumbs={crumbs}>
      <ContentLayout
        header={
          <Header
            variant="h1"
            description={text('audit.says')}
            actions={
              <Button
                iconName="download"
                disabled={entries.length === 0}
                onClick={() => saveCsv('audit', rowsOf(entries))}
              >
                {text('csv.short')}
              </Button>
            }
          >
            {text('audit.title')}
          </Header>
        }
      >
        <SpaceBetween size="m">
          <Table
            items={entries}
            loading={isPending}
            loadingText={text('records.loading')}
            columnDefinitions={columnsOf(connection)}
            wrapLines
            ariaLabels={{ tableLabel: text('audit.title') }}
            empty={<Box>{text('audit.none')}</Box>}
          />
          {hasNextPage ? (
            <Button loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
              {text('audit.more')}
            </Button>
          ) : null}
        </SpaceBetween>
      </ContentLayout>
    </Page>
  );
}

export function useAudit(connection: string) {
  return useInfiniteQuery({
    queryKey: ['audit', connection],
    queryFn: ({ pageParam }) =>
      must(
        api.GET('/v1/connections/{connection}/audit', {
          params: { path: { connection }, query: pageParam === '' ? {} : { cursor: pageParam } },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: ({ cursor }) => cursor,
    refetchInterval: poll,
  });
}

const columnsOf = (connection: string): readonly TableProps.ColumnDefinition<Entry>[] => [
  { id: 'at', header: text('attempts.at'), isRowHeader: true, cell: ({ at }) => when(at) },
  { id: 'who', header: text('history.who'), cell: ({ by }) => whoOf(by) },
  { id: 'what', header: text('history.what'), cell: ({ what }) => textOf('audit.what', what) },
  {
    id: 'record',
    header: text('records.record'),
    cell: ({ record }) =>
      record === undefined ? '–' : <Go to={paths.record(connection, record)}>{nameOf(record)}</Go>,
  },
  { id: 'before', header: text('policy.before'), cell: ({ before }) => stateOf(before) },
  { id: 'after', header: text('policy.after'), cell: ({ after }) => stateOf(after) },
];

/** A person by his name, a key by its id. */
export function whoOf(by: Entry['by']): string {
  return by.kind === 'operator' ? by.id : text('audit.key', { id: by.id });
}

function stateOf(state: Entry['before']): string {
  const facts = Object.entries(state ?? {}).map(([name, value]) => `${name} ${value}`);
  return facts.length === 0 ? '–' : facts.join(', ');
}

function rowsOf(entries: readonly Entry[]): readonly (readonly string[])[] {
  const rows = entries.map(({ at, by, what, record, before, after }) => [
    at,
    whoOf(by),
    what,
    record?.kind ?? '',
    record?.id ?? '',
    stateOf(before),
    stateOf(after),
  ]);
  return [['at', 'who', 'what', 'kind', 'id', 'before', 'after'], ...rows];
}
