// Counts and sums by kind, currency and month: what the product says, what we think is booked, and what the ledger has.
import Box from '@cloudscape-design/components/box';
import Header from '@cloudscape-design/components/header';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import type { Shape } from '../api/client.ts';
import { SaveCsv } from '../parts/save-csv.tsx';
import { count, money } from '../texts/format.ts';
import { text, textOf } from '../texts/text.ts';

type Total = NonNullable<Shape<'Reconciliation'>['totals']>[number];
const SIDES = ['source', 'link', 'ledger', 'notOurs'] as const;

export function Totals({ totals }: { readonly totals: readonly Total[] }) {
  return (
    <Table
      items={[...totals]}
      columnDefinitions={COLUMNS}
      ariaLabels={{ tableLabel: text('totals.title') }}
      empty={text('totals.none')}
      header={
        <Header counter={`(${totals.length})`} actions={<Save totals={totals} />}>
          {text('totals.title')}
        </Header>
      }
    />
  );
}

const COLUMNS: readonly TableProps.ColumnDefinition<Total>[] = [
  { id: 'kind', header: text('totals.kind'), isRowHeader: true, cell: ({ kind }) => textOf('kind', kind) },
  { id: 'month', header: text('totals.month'), cell: ({ month }) => month },
  ...SIDES.map((side): TableProps.ColumnDefinition<Total> => ({
    id: side,
    header: textOf('totals', side),
    cell: (total) => (
      <>
        {money(total[side].amount, total.currency)}
        <Box variant="small" color="text-body-secondary" display="block">
          {total[side].count === 1
            ? text('totals.one')
            : text('totals.count', { count: count(total[side].count) })}
        </Box>
      </>
    ),
  })),
  {
    id: 'difference',
    header: text('totals.difference'),
    cell: (total) => (
      <StatusIndicator type={isSame(total) ? 'success' : 'error'}>
        {money(total.difference, total.currency)}
      </StatusIndicator>
    ),
  },
];

const isSame = ({ difference, source, ledger }: Total): boolean =>
  !/[1-9]/.test(difference) && source.count === ledger.count;

function Save({ totals }: { readonly totals: readonly Total[] }) {
  const head = [
    'kind',
    'currency',
    'month',
    ...SIDES.flatMap((side) => [`${side} count`, `${side} amount`]),
    'difference',
  ];
  const rows = totals.map((total) => [
    total.kind,
    total.currency,
    total.month,
    ...SIDES.flatMap((side) => [String(total[side].count), total[side].amount]),
    total.difference,
  ]);
  return <SaveCsv name="totals" head={head} rows={() => rows} isEmpty={rows.length === 0} />;
}
