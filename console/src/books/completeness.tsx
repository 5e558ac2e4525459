// Nothing is lost: what was received, by day and kind, against where it is now.
import Alert from '@cloudscape-design/components/alert';
import Container from '@cloudscape-design/components/container';
import Spinner from '@cloudscape-design/components/spinner';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import type { Shape } from '../api/client.ts';
import { api, must } from '../data/ask.ts';
import { STATES } from '../data/shapes.ts';
import { type Rows, SaveCsv } from '../parts/save-csv.tsx';
import { count, sums } from '../texts/format.ts';
import { text, textOf } from '../texts/text.ts';
import { lastDays, Period } from './period.tsx';

const DaysChart = lazy(async () => ({ default: (await import('./chart.tsx')).DaysChart }));

type Kind = Shape<'Completeness'>['days'][number]['kinds'][number];
type Row = Kind & { readonly day: string };

/** What the API takes. */
const DAYS_MAX = 31;
const WEEK = 7;

export function Completeness({ connection }: { readonly connection: string }) {
  const [days, setDays] = useState(() => lastDays(WEEK));
  const { data, isPending } = useQuery({
    queryKey: ['completeness', connection, days],
    queryFn: () =>
      must(
        api.GET('/v1/connections/{connection}/completeness', {
          params: { path: { connection }, query: days },
        }),
      ),
  });
  const rows = (data?.days ?? [])
    .flatMap(({ day, kinds }) => kinds.map((kind): Row => ({ ...kind, day })))
    .filter(({ received, lost = 0 }) => received.count > 0 || lost > 0)
    .reverse();
  return (
    <SpaceBetween size="l">
      {data === undefined ? null : <Verdict adds={data.adds_up} complete={data.complete} />}
      {data === undefined ? null : (
        <Container>
          <Suspense fallback={<Spinner />}>
            <DaysChart days={data.days} />
          </Suspense>
        </Container>
      )}
      <Table
        items={rows}
        loading={isPending}
        loadingText={text('records.loading')}
        columnDefinitions={COLUMNS}
        ariaLabels={{ tableLabel: text('books.with_product') }}
        empty={text('completeness.none')}
        wrapLines
        header={
          <Header
            actions={
              <SpaceBetween direction="horizontal" size="xs">
                <Period days={days} most={DAYS_MAX} onChange={setDays} />
                <SaveCsv
                  name="completeness"
                  head={HEAD}
                  rows={() => csvRows(rows)}
                  isEmpty={rows.length === 0}
                />
              </SpaceBetween>
            }
            description={data === undefined ? '' : text('completeness.zone', { zone: data.timeZone })}
          >
            {text('completeness.title')}
          </Header>
        }
      />
    </SpaceBetween>
  );
}

function Verdict({ adds, complete }: { readonly adds: boolean | undefined; readonly complete: boolean }) {
  if (!complete) return <Alert type="info">{text('completeness.part')}</Alert>;
  return (
    <Alert type={adds === true ? 'success' : 'error'}>
      {text(adds === true ? 'completeness.adds_up' : 'completeness.lost')}
    </Alert>
  );
}

const COLUMNS: readonly TableProps.ColumnDefinition<Row>[] = [
  { id: 'day', header: text('completeness.day'), cell: ({ day }) => day },
  { id: 'kind', header: text('totals.kind'), isRowHeader: true, cell: ({ kind }) => textOf('kind', kind) },
  { id: 'received', header: text('completeness.received'), cell: ({ received }) => tally(received) },
  ...STATES.map((state): TableProps.ColumnDefinition<Row> => ({
    id: state,
    header: textOf('state', state),
    cell: ({ states }) => tally(states[state]),
  })),
  {
    id: 'lost',
    header: text('completeness.verdict'),
    cell: ({ adds_up: adds, lost = 0 }) => (
      <StatusIndicator type={adds === false ? 'error' : 'success'}>
        {lost > 0 ? text('completeness.lost_count', { count: lost }) : text('completeness.all')}
      </StatusIndicator>
    ),
  },
];

function tally(of: Kind['received'] | undefined): string {
  if (of === undefined || of.count === 0) return '–';
  const amounts = sums(of.money);
  return amounts === '' ? count(of.count) : `${count(of.count)} (${amounts})`;
}

const HEAD = [
  'day',
  'kind',
  'received',
  'received money',
  ...STATES.flatMap((state) => [state, `${state} money`]),
  'lost',
];

function csvRows(rows: readonly Row[]): Rows {
  return rows.map(({ day, kind, received, states, lost = 0 }) => [
    day,
    kind,
    String(received.count),
    sums(received.money),
    ...STATES.flatMap((state) => [String(states[state]?.count ?? 0), sums(states[state]?.money ?? {})]),
    String(lost),
  ]);
}
