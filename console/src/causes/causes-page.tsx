// Problems by cause: one row for each, with the money that hangs on it, whose turn it is, the cure, and one button for all.
import Alert from '@cloudscape-design/components/alert';
import Badge from '@cloudscape-design/components/badge';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useParams } from 'react-router';
import type { Shape } from '../api/client.ts';
import { BulkDialog } from '../bulk/bulk-dialog.tsx';
import { BulkRuns } from '../bulk/bulk-runs.tsx';
import { api, must, wordsOf } from '../data/ask.ts';
import { poll, useConnection } from '../data/queries.ts';
import { ConnectionProblem } from '../parts/connection-problem.tsx';
import { mapOf } from '../parts/fix.ts';
import { type Rows, SaveCsv } from '../parts/save-csv.tsx';
import { State } from '../parts/state.tsx';
import { Empty } from '../records/empty.tsx';
import { writeFilter } from '../records/filter.ts';
import { useMay } from '../session/session.tsx';
import { Go } from '../shell/go.tsx';
import { Page, useCrumbs } from '../shell/layout.tsx';
import { paths } from '../shell/paths.ts';
import { count, shortTime, sums } from '../texts/format.ts';
import { isKey, text, textOf } from '../texts/text.ts';

export type Cause = Shape<'Problems'>['problems'][number];

export function CausesPage() {
  const { connection = '' } = useParams();
  const may = useMay('operator');
  const summary = useConnection(connection);
  const [retrying, setRetrying] = useState<Cause>();
  const { data, isPending, error } = useQuery({
    queryKey: ['problems', connection],
    queryFn: () =>
      must(api.GET('/v1/connections/{connection}/problems', { params: { path: { connection } } })),
    refetchInterval: poll,
  });
  const causes = data?.problems ?? [];
  const crumbs = useCrumbs({ text: text('causes.title'), href: paths.causes(connection) });
  return (
    <Page crumbs={crumbs}>
      <ContentLayout
        header={
          <Header
            variant="h1"
            description={text('causes.says')}
            actions={
              <SaveCsv name="causes" head={HEAD} rows={() => rowsOf(causes)} isEmpty={causes.length === 0} />
            }
          >
            {text('causes.title')}
          </Header>
        }
      >
        <SpaceBetween size="l">
          <ConnectionProblem connection={summary.data} />
          {error === null ? null : <Alert type="error">{wordsOf(error)}</Alert>}
          <Table
            items={causes}
            loading={isPending}
            loadingText={text('records.loading')}
            wrapLines
            columnDisplay={shownColumns()}
            columnDefinitions={columnsOf({ connection, may, onRetry: setRetrying })}
            trackBy={({ state, code }) => `${state} ${code}`}
            ariaLabels={{ tableLabel: text('causes.title') }}
            header={
              <Header counter={`(${causes.length}${data?.more === true ? '+' : ''})`}>
                {text('causes.table')}
              </Header>
            }
            empty={<Empty connection={summary.data} state={undefined} />}
          />
          <BulkRuns connection={connection} may={may} />
        </SpaceBetween>
      </ContentLayout>
      {retrying === undefined ? null : (
        <BulkDialog
          connection={connection}
          action="retry"
          filter={{ health: bulkState(retrying), code: retrying.code }}
          onDismiss={() => setRetrying(undefined)}
        />
      )}
    </Page>
  );
}

/** On a telephone what can be done stands beside the cause; the rest is behind the number. */
function shownColumns() {
  const narrow = matchMedia('(max-width: 688px)').matches;
  const ids = narrow
    ? ['cause', 'do', 'count', 'money']
    : ['state', 'cause', 'owner', 'count', 'money', 'seen', 'do'];
  return ids.map((id) => ({ id, visible: true }));
}

const bulkState = ({ state }: Cause) => BULK_STATES.find((known) => known === state) ?? 'failed';
const BULK_STATES = ['failed', 'action_needed', 'waiting'] as const;

interface ColumnsOf {
  readonly connection: string;
  readonly may: boolean;
  readonly onRetry: (cause: Cause) => void;
}

const columnsOf = ({
  connection,
  may,
  onRetry,
}: ColumnsOf): readonly TableProps.ColumnDefinition<Cause>[] => [
  { id: 'state', header: text('records.state'), minWidth: 140, cell: ({ state }) => <State state={state} /> },
  {
    id: 'cause',
    header: text('causes.cause'),
    isRowHeader: true,
    minWidth: 170,
    cell: ({ code, problem }) => (
      <>
        {titleOf(code)}
        {problem === undefined ? null : (
          <Box variant="small" color="text-body-secondary" display="block">
            {problem.remedy}
          </Box>
        )}
      </>
    ),
  },
  {
    id: 'owner',
    header: text('causes.owner'),
    minWidth: 110,
    cell: ({ problem }) =>
      problem === undefined ? '–' : <Badge color="blue">{textOf('owner', problem.owner)}</Badge>,
  },
  {
    id: 'count',
    header: text('causes.count'),
    minWidth: 90,
    cell: ({ state, code, count: many }) => (
      <Go to={paths.records(connection, `?q=${encodeURIComponent(lineOf(state, code))}`)}>{count(many)}</Go>
    ),
  },
  { id: 'money', header: text('causes.money'), minWidth: 130, cell: ({ money }) => sums(money) || '–' },
  {
    id: 'seen',
    header: text('causes.seen'),
    minWidth: 130,
    cell: ({ first, last }) => text('causes.first_last', { first: short(first), last: short(last) }),
  },
  {
    id: 'do',
    header: text('causes.do'),
    minWidth: 120,
    cell: (cause) => (
      <SpaceBetween size="xxs">
        {mapOf(cause.code) === undefined ? null : (
          <Go to={`${paths.mappings(connection)}#${mapOf(cause.code) ?? ''}`}>{text('mappings.fix')}</Go>
        )}
        <Button
          variant="inline-link"
          disabled={!may || cause.state === 'uncertain'}
          disabledReason={text(may ? 'causes.uncertain' : 'session.viewer')}
          onClick={() => onRetry(cause)}
        >
          {text('causes.retry', { count: count(cause.count) })}
        </Button>
      </SpaceBetween>
    ),
  },
];

const short = (at: string): string => shortTime(at, new Date());

function lineOf(state: string, code: string): string {
  return writeFilter([
    { property: 'state', operator: ':', value: state },
    { property: 'problem', operator: ':', value: code },
  ]);
}

/** The code of a problem, or the word for what is waited for or asked. */
function titleOf(code: string): string {
  return isKey(`problem.${code}`) ? textOf('problem', code) : textOf('reason', code);
}

const HEAD = ['state', 'cause', 'owner', 'count', 'money', 'first', 'last', 'cure'];

function rowsOf(causes: readonly Cause[]): Rows {
  return causes.map(({ state, code, problem, count: many, money, first, last }) => [
    state,
    code,
    problem?.owner ?? '',
    String(many),
    sums(money),
    first,
    last,
    problem?.remedy ?? '',
  ]);
}
