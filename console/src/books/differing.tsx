// The records that differ between the two books, with both figures and what to do.
import Box from '@cloudscape-design/components/box';
import Header from '@cloudscape-design/components/header';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import type { Shape } from '../api/client.ts';
import { nameOf } from '../parts/names.ts';
import { type Rows, SaveCsv } from '../parts/save-csv.tsx';
import { Go } from '../shell/go.tsx';
import { paths } from '../shell/paths.ts';
import { money } from '../texts/format.ts';
import { isKey, text, textOf } from '../texts/text.ts';

type Found = NonNullable<Shape<'Reconciliation'>['records']>[number];

interface DifferingProps {
  readonly connection: string;
  readonly records: readonly Found[];
}

export function Differing({ connection, records }: DifferingProps) {
  return (
    <Table
      items={[...records]}
      columnDefinitions={columnsOf(connection)}
      wrapLines
      ariaLabels={{ tableLabel: text('differing.title') }}
      empty={text('differing.none')}
      header={
        <Header
          counter={`(${records.length})`}
          actions={
            <SaveCsv
              name="differences"
              head={HEAD}
              rows={() => rowsOf(records)}
              isEmpty={records.length === 0}
            />
          }
        >
          {text('differing.title')}
        </Header>
      }
    />
  );
}

const columnsOf = (connection: string): readonly TableProps.ColumnDefinition<Found>[] => [
  { id: 'type', header: text('differing.what'), cell: ({ type }) => textOf('differing', type) },
  {
    id: 'record',
    header: text('records.record'),
    isRowHeader: true,
    cell: ({ kind, id, number, document }) =>
      id === undefined ? (
        `${textOf('kind', kind)} ${number ?? document?.id ?? ''}`
      ) : (
        <Go to={paths.record(connection, { kind, id })}>
          {nameOf({ kind, id, ...(number === undefined ? {} : { number }) })}
        </Go>
      ),
  },
  { id: 'ours', header: text('differing.ours'), cell: (found) => side(found, 'our') },
  { id: 'theirs', header: text('differing.theirs'), cell: (found) => side(found, 'their') },
  {
    id: 'next',
    header: text('differing.next'),
    cell: ({ why, next }) => (
      <>
        {next}
        {why === undefined ? null : (
          <Box variant="small" color="text-body-secondary" display="block">
            {whyOf(why)}
          </Box>
        )}
      </>
    ),
  },
];

function side({ currency, ours, theirs, ourDate, theirDate }: Found, whose: 'our' | 'their'): string {
  const [amount, date] = whose === 'our' ? [ours, ourDate] : [theirs, theirDate];
  return (
    [money(amount, currency), date].filter((each) => each !== undefined && each !== '').join(', ') || '–'
  );
}

/** The state and the code behind it, or the one word that there is: `failed tax_unmapped`. */
function whyOf(why: string): string {
  const [state = '', code] = why.split(' ');
  if (code === undefined) return textOf('state', state);
  return `${textOf('state', state)}: ${isKey(`problem.${code}`) ? textOf('problem', code) : textOf('reason', code)}`;
}

const HEAD = [
  'type',
  'kind',
  'id',
  'number',
  'currency',
  'ours',
  'our date',
  'theirs',
  'their date',
  'why',
  'next',
];

function rowsOf(records: readonly Found[]): Rows {
  return records.map(({ type, kind, id, number, currency, ours, ourDate, theirs, theirDate, why, next }) =>
    [type, kind, id, number, currency, ours, ourDate, theirs, theirDate, why, next].map((each) => each ?? ''),
  );
}
