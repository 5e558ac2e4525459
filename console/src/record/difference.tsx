// Ours and theirs, field by field: the source, what we last wrote, and the ledger, which is asked only on wish.
import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import Toggle from '@cloudscape-design/components/toggle';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { useDiff } from '../data/queries.ts';
import type { Diff, FieldDiff, ShownRecord } from '../data/shapes.ts';
import { when } from '../texts/format.ts';
import { text } from '../texts/text.ts';

export function Difference({
  connection,
  record,
}: {
  readonly connection: string;
  readonly record: ShownRecord;
}) {
  const [fresh, setFresh] = useState(false);
  const [all, setAll] = useState(true);
  const { data, isFetching } = useDiff(connection, record, fresh);
  const fields = (data?.fields ?? []).filter(({ differs }) => all || differs.length > 0);
  return (
    <Table
      variant="embedded"
      items={fields}
      loading={data === undefined}
      columnDefinitions={COLUMNS}
      wrapLines
      ariaLabels={{ tableLabel: text('diff.title') }}
      empty={<Box>{text('diff.none')}</Box>}
      header={
        <SpaceBetween size="xs">
          <Header
            variant="h3"
            counter={data === undefined ? '' : `(${data.differing.length})`}
            actions={
              <Button
                loading={fresh && isFetching}
                disabled={record.document === undefined}
                onClick={() => setFresh(true)}
              >
                {text('diff.ask')}
              </Button>
            }
          >
            {text('diff.title')}
          </Header>
          <Toggle checked={!all} onChange={({ detail }) => setAll(!detail.checked)}>
            {text('diff.only')}
          </Toggle>
          <Asked diff={data} />
        </SpaceBetween>
      }
    />
  );
}

function Asked({ diff }: { readonly diff: Diff | undefined }) {
  const { ledger } = diff ?? {};
  if (ledger === undefined) return null;
  if (!ledger.read)
    return ledger.fault === undefined ? (
      <Box color="text-body-secondary">{text('diff.not_asked')}</Box>
    ) : (
      <Alert type="warning">{text('diff.fault', { why: ledger.detail ?? ledger.fault })}</Alert>
    );
  return (
    <StatusIndicator type={ledger.edited === true ? 'warning' : 'success'}>
      {text(ledger.edited === true ? 'diff.edited' : 'diff.same', { at: when(ledger.readAt) })}
    </StatusIndicator>
  );
}

const COLUMNS: readonly TableProps.ColumnDefinition<FieldDiff>[] = [
  { id: 'field', header: text('diff.field'), isRowHeader: true, cell: ({ field }) => field },
  {
    id: 'source',
    header: text('diff.source'),
    cell: (each) => <Side value={each.source} marked={each.differs.includes('source')} />,
  },
  { id: 'written', header: text('diff.written'), cell: ({ written }) => written ?? '–' },
  {
    id: 'ledger',
    header: text('diff.ledger'),
    cell: (each) => <Side value={each.ledger} marked={each.differs.includes('ledger')} />,
  },
];

function Side({ value, marked }: { readonly value: string | undefined; readonly marked: boolean }) {
  if (!marked) return <>{value ?? '–'}</>;
  return <StatusIndicator type="warning">{value ?? text('diff.gone')}</StatusIndicator>;
}
