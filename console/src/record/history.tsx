// Who did what about the record, and what became of it, newest first.
import Box from '@cloudscape-design/components/box';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import { useAttempts } from '../data/queries.ts';
import type { ShownRecord } from '../data/shapes.ts';
import { when } from '../texts/format.ts';
import { text, textOf } from '../texts/text.ts';

interface Happened {
  readonly at: string;
  readonly who: string;
  readonly what: string;
}

export function History({
  connection,
  record,
}: {
  readonly connection: string;
  readonly record: ShownRecord;
}) {
  const { data } = useAttempts(connection, record);
  const { said, receivedAt, revision, since, state } = record;
  const happened: Happened[] = [
    { at: since, who: 'Ledgerlane', what: text('history.state', { state: textOf('state', state) }) },
    ...(receivedAt === undefined
      ? []
      : [
          {
            at: receivedAt,
            who: text('history.source'),
            what: text('history.received', { revision: revision ?? '' }),
          },
        ]),
    ...(said === undefined ? [] : [{ at: said.at, who: said.by, what: textOf('action', said.what) }]),
    ...(data?.attempts ?? []).map(({ announcedAt, operation, revision: sent }) => ({
      at: announcedAt,
      who: 'Ledgerlane',
      what: text('attempts.operation', { operation: textOf('operation', operation), revision: sent }),
    })),
  ];
  return (
    <Table
      variant="embedded"
      items={happened.toSorted((a, b) => (a.at < b.at ? 1 : -1))}
      columnDefinitions={COLUMNS}
      ariaLabels={{ tableLabel: text('history.title') }}
      empty={<Box>–</Box>}
    />
  );
}

const COLUMNS: readonly TableProps.ColumnDefinition<Happened>[] = [
  { id: 'at', header: text('attempts.at'), cell: ({ at }) => when(at) },
  { id: 'who', header: text('history.who'), cell: ({ who }) => who },
  { id: 'what', header: text('history.what'), cell: ({ what }) => what },
];
