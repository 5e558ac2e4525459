// The columns of the records' table.
import Badge from '@cloudscape-design/components/badge';
import Box from '@cloudscape-design/components/box';
import type { TableProps } from '@cloudscape-design/components/table';
import type { ShownRecord } from '../data/shapes.ts';
import { nameOf, partyOf } from '../parts/names.ts';
import { State } from '../parts/state.tsx';
import { Go } from '../shell/go.tsx';
import { paths } from '../shell/paths.ts';
import { money, span, when } from '../texts/format.ts';
import { text, textOf } from '../texts/text.ts';

type Column = TableProps.ColumnDefinition<ShownRecord>;

export const COLUMN_IDS = [
  'record',
  'state',
  'cause',
  'amount',
  'direction',
  'age',
  'attempts',
  'next',
  'links',
] as const;
/** What fits on a telephone. */
export const NARROW_IDS: readonly string[] = ['record', 'state', 'amount'];

export function columnsOf(connection: string, now: Date): readonly Column[] {
  return [
    {
      id: 'record',
      header: text('records.record'),
      isRowHeader: true,
      ...wide(148),
      cell: (record) => (
        <>
          <Go to={paths.record(connection, record)}>{nameOf(record)}</Go>
          <Box variant="small" color="text-body-secondary" display="block">
            {partyOf(record)}
          </Box>
        </>
      ),
    },
    {
      id: 'state',
      header: text('records.state'),
      ...wide(125),
      cell: ({ state }) => <State state={state} />,
    },
    {
      id: 'cause',
      header: text('records.cause'),
      ...wide(200),
      cell: (record) => <Cause record={record} />,
    },
    {
      id: 'amount',
      header: text('records.amount'),
      ...wide(122),
      cell: ({ amount, currency }) => <Box textAlign="right">{money(amount, currency)}</Box>,
    },
    {
      id: 'direction',
      header: text('records.direction'),
      ...wide(106),
      cell: (record) => text(directionOf(record)),
    },
    {
      id: 'age',
      header: text('records.age'),
      ...wide(80),
      cell: ({ since }) => <span title={when(since)}>{span(since, now)}</span>,
    },
    {
      id: 'attempts',
      header: text('records.attempts'),
      ...wide(76),
      cell: ({ attempts }) => String(attempts.length),
    },
    {
      id: 'next',
      header: text('records.next'),
      ...wide(80),
      cell: ({ nextTryAt }) =>
        nextTryAt === undefined ? '–' : <span title={when(nextTryAt)}>{nextTry(nextTryAt, now)}</span>,
    },
    {
      id: 'links',
      header: text('records.ledger'),
      ...wide(105),
      cell: (record) => <InLedger record={record} />,
    },
  ];
}

/** So wide at first: all of them fit into 1,440 pixels. A person may draw each wider or narrower. */
const wide = (width: number) => ({ width, minWidth: Math.min(width, 75) });

function directionOf({ document, revision }: ShownRecord) {
  return revision === undefined && document !== undefined ? 'records.to_source' : 'records.to_ledger';
}

function nextTry(at: string, now: Date): string {
  return Date.parse(at) <= now.getTime() ? text('records.now') : span(at, now);
}

/** Why, and whose turn it is. */
function Cause({ record: { problem, reason, drift, difference } }: { readonly record: ShownRecord }) {
  if (problem !== undefined)
    return (
      <>
        <Badge color={problem.owner === 'ledgerlane' ? 'grey' : 'blue'}>
          {textOf('owner', problem.owner)}
        </Badge>{' '}
        {textOf('problem', problem.code)}
        <Box variant="small" color="text-body-secondary" display="block">
          {problem.sentence}
        </Box>
      </>
    );
  if (drift !== undefined) return <>{text('records.drift', { how: textOf('drift', drift.kind) })}</>;
  if (difference !== undefined) return <>{text('records.difference', { by: difference.difference })}</>;
  return <>{reason === undefined ? '–' : textOf('reason', reason)}</>;
}

function InLedger({ record: { document } }: { readonly record: ShownRecord }) {
  if (document === undefined) return <>–</>;
  const label = `${textOf('document', document.type)} ${document.id}`;
  return <>{label}</>;
}
