// Preflight in green and red: what was checked before anything is written, why it is red, and the cure.
import Box from '@cloudscape-design/components/box';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import type { ReactNode } from 'react';
import type { Shape } from '../api/client.ts';
import { text, textOf } from '../texts/text.ts';

type Check = Shape<'Check'>;

const SIGNS = { green: 'success', red: 'error', unknown: 'pending' } as const;

interface ChecksProps {
  readonly checks: readonly Check[];
  readonly header?: ReactNode;
}

export function Checks({ checks, header }: ChecksProps) {
  return (
    <Table
      {...(header === undefined ? { variant: 'embedded' } : { header })}
      items={checks.toSorted((a, b) => ORDER.indexOf(a.status) - ORDER.indexOf(b.status))}
      columnDefinitions={COLUMNS}
      wrapLines
      ariaLabels={{ tableLabel: text('preflight.title') }}
      empty={text('preflight.none')}
    />
  );
}

const ORDER: readonly Check['status'][] = ['red', 'unknown', 'green'];

const COLUMNS: readonly TableProps.ColumnDefinition<Check>[] = [
  {
    id: 'status',
    minWidth: 120,
    header: text('preflight.verdict'),
    cell: ({ status, blocking }) => (
      <>
        <StatusIndicator type={SIGNS[status]}>{textOf('check', status)}</StatusIndicator>
        {blocking && status !== 'green' ? (
          <Box variant="small" color="text-body-secondary" display="block">
            {text('preflight.blocking')}
          </Box>
        ) : null}
      </>
    ),
  },
  {
    id: 'what',
    minWidth: 140,
    header: text('preflight.check'),
    isRowHeader: true,
    cell: ({ check, rules }) => (
      <>
        {textOf('check.name', check)}
        <Box variant="small" color="text-body-secondary" display="block">
          {rules.join(', ')}
        </Box>
      </>
    ),
  },
  {
    id: 'why',
    minWidth: 240,
    header: text('preflight.why'),
    cell: ({ reason, cure, status }) => (
      <>
        {reason}
        {cure === undefined || status === 'green' ? null : (
          <Box variant="strong" display="block">
            {cure}
          </Box>
        )}
      </>
    ),
  },
];
