// Every write that was announced for the record, newest first.
import Box from '@cloudscape-design/components/box';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import { useAttempts } from '../data/queries.ts';
import type { AnnouncedWrite, ShownRecord } from '../data/shapes.ts';
import { when } from '../texts/format.ts';
import { text, textOf } from '../texts/text.ts';

export function Attempts({
  connection,
  record,
}: {
  readonly connection: string;
  readonly record: ShownRecord;
}) {
  const { data, isPending } = useAttempts(connection, record);
  return (
    <Table
      variant="embedded"
      loading={isPending}
      items={[...(data?.attempts ?? [])]}
      columnDefinitions={COLUMNS}
      empty={<Box>{text('attempts.none')}</Box>}
      ariaLabels={{ tableLabel: text('attempts.title') }}
      wrapLines
    />
  );
}

const COLUMNS: readonly TableProps.ColumnDefinition<AnnouncedWrite>[] = [
  { id: 'at', header: text('attempts.at'), cell: ({ announcedAt }) => when(announcedAt) },
  {
    id: 'what',
    header: text('attempts.what'),
    cell: ({ operation, revision }) =>
      text('attempts.operation', { operation: textOf('operation', operation), revision }),
  },
  { id: 'outcome', header: text('attempts.outcome'), cell: (write) => <Outcome write={write} /> },
  { id: 'rule', header: text('attempts.rule'), cell: ({ rule }) => rule },
  { id: 'policy', header: text('attempts.policy'), cell: ({ policyVersion }) => String(policyVersion) },
  { id: 'request', header: text('attempts.request'), cell: ({ requestId }) => requestId },
];

function Outcome({ write: { outcomes, state } }: { readonly write: AnnouncedWrite }) {
  if (state === 'open') return <StatusIndicator type="in-progress">{text('attempts.open')}</StatusIndicator>;
  const [last] = outcomes;
  if (last === undefined) return <>{text('attempts.settled')}</>;
  return (
    <StatusIndicator
      type={last.outcome === 'done' ? 'success' : last.outcome === 'fault' ? 'error' : 'warning'}
    >
      {textOf('outcome', last.outcome)}
      {last.detail === undefined ? '' : `: ${last.detail}`}
    </StatusIndicator>
  );
}
