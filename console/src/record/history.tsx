// Who did what about the record, and what became of it, newest first: the audit, the source's words, and every write.
import Box from '@cloudscape-design/components/box';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import { useQuery } from '@tanstack/react-query';
import { stateOf } from '../audit/state-of.ts';
import { whoOf } from '../audit/who-of.ts';
import { api, must } from '../data/ask.ts';
import { useAttempts } from '../data/queries.ts';
import type { ShownRecord } from '../data/shapes.ts';
import { when } from '../texts/format.ts';
import { text, textOf } from '../texts/text.ts';

interface HistoryProps {
  readonly connection: string;
  readonly record: ShownRecord;
}

interface Happened {
  readonly at: string;
  readonly who: string;
  readonly what: string;
  /** How it was before and after, or which policy. */
  readonly more: string;
}

const US = 'Ledgerlane';

export function History({ connection, record }: HistoryProps) {
  const done = useDone(connection, record);
  const written = useWritten(connection, record);
  const happened = [...done, ...written, ...changesOf(record, done)];
  return (
    <Table
      variant="embedded"
      items={happened.toSorted((a, b) => (a.at < b.at ? 1 : -1))}
      columnDefinitions={COLUMNS}
      wrapLines
      ariaLabels={{ tableLabel: text('history.title') }}
      empty={<Box>–</Box>}
    />
  );
}

/** What people and their keys did, as the audit has it. */
function useDone(connection: string, { kind, id, state, since }: ShownRecord): readonly Happened[] {
  const { data } = useQuery({
    queryKey: ['record', connection, kind, id, 'audit', state, since],
    queryFn: ({ signal }) =>
      must(
        api.GET('/v1/connections/{connection}/audit', {
          params: { path: { connection }, query: { kind, id } },
          signal,
        }),
      ),
  });
  return (data?.entries ?? []).map(({ at, by, what, before, after }) => ({
    at,
    who: whoOf(by),
    what: textOf('audit.what', what),
    more: text('history.from_to', { before: stateOf(before), after: stateOf(after) }),
  }));
}

function useWritten(connection: string, record: ShownRecord): readonly Happened[] {
  const { data } = useAttempts(connection, record);
  return (data?.attempts ?? []).flatMap(
    ({ announcedAt, operation, revision, policyVersion, rule, outcomes }) => [
      {
        at: announcedAt,
        who: US,
        what: text('attempts.operation', { operation: textOf('operation', operation), revision }),
        more: text('history.by_policy', { rule, version: policyVersion }),
      },
      ...outcomes.map(({ at, outcome, detail }) => ({
        at,
        who: text('history.ledger'),
        what: textOf('outcome', outcome),
        more: detail ?? '',
      })),
    ],
  );
}

/** The state it is in, what the source said last, and who decided about it among many at once, whom the audit does not name. */
function changesOf(record: ShownRecord, done: readonly Happened[]): readonly Happened[] {
  const { said, receivedAt, revision, since, state, problem, reason } = record;
  const why = problem?.sentence ?? (reason === undefined ? '' : textOf('reason', reason));
  const isTold = said === undefined || done.length > 0;
  return [
    { at: since, who: US, what: text('history.state', { state: textOf('state', state) }), more: why },
    ...(receivedAt === undefined
      ? []
      : [
          {
            at: receivedAt,
            who: text('history.source'),
            what: text('history.received', { revision: revision ?? '' }),
            more: '',
          },
        ]),
    ...(isTold ? [] : [{ at: said.at, who: said.by, what: textOf('action', said.what), more: '' }]),
  ];
}

const COLUMNS: readonly TableProps.ColumnDefinition<Happened>[] = [
  { id: 'at', header: text('attempts.at'), cell: ({ at }) => when(at) },
  { id: 'who', header: text('history.who'), cell: ({ who }) => who },
  { id: 'what', header: text('history.what'), isRowHeader: true, cell: ({ what }) => what },
  { id: 'more', header: text('history.more'), cell: ({ more }) => more },
];
