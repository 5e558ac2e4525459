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
import { nameOf } from '../parts/names.ts';
import { type Rows, SaveCsv } from '../parts/save-csv.tsx';
import { Go } from '../shell/go.tsx';
import { Page, useCrumbs } from '../shell/layout.tsx';
import { paths } from '../shell/paths.ts';
import { when } from '../texts/format.ts';
import { text, textOf } from '../texts/text.ts';
import { stateOf } from './state-of.ts';
import { whoOf } from './who-of.ts';

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
              <SaveCsv
                name="audit"
                head={HEAD}
                rows={() => allEntries(connection)}
                isEmpty={entries.length === 0}
              />
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
    queryFn: ({ pageParam }) => pageOf(connection, pageParam),
    initialPageParam: '',
    getNextPageParam: ({ cursor }) => cursor,
    refetchInterval: poll,
  });
}

const pageOf = (connection: string, cursor: string) =>
  must(
    api.GET('/v1/connections/{connection}/audit', {
      params: { path: { connection }, query: cursor === '' ? {} : { cursor } },
    }),
  );

/** Pages that are fetched for a file: 10,000 entries are years of work by hand. */
const FILE_PAGES_MAX = 100;

async function allEntries(connection: string): Promise<{ readonly rows: Rows; readonly isPart: boolean }> {
  const entries: Entry[] = [];
  let cursor: string | undefined = '';
  for (let page = 0; page < FILE_PAGES_MAX && cursor !== undefined; page += 1) {
    const found: Shape<'Audit'> = await pageOf(connection, cursor);
    entries.push(...found.entries);
    cursor = found.cursor;
  }
  return { rows: rowsOf(entries), isPart: cursor !== undefined };
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

const HEAD = ['at', 'who', 'what', 'kind', 'id', 'before', 'after'];

function rowsOf(entries: readonly Entry[]): Rows {
  return entries.map(({ at, by, what, record, before, after }) => [
    at,
    whoOf(by),
    what,
    record?.kind ?? '',
    record?.id ?? '',
    stateOf(before),
    stateOf(after),
  ]);
}
