// What was done about many records at once: what runs with how far it is, and the reports of what is over.
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import { useState } from 'react';
import type { Shape } from '../api/client.ts';
import { count, when } from '../texts/format.ts';
import { text, textOf } from '../texts/text.ts';
import { BulkReport } from './bulk-dialog.tsx';
import { useBulks } from './use-bulk.ts';

type Bulk = Shape<'Bulk'>;

const SIGNS: Readonly<Record<Bulk['state'], StatusIndicatorProps.Type>> = {
  planned: 'pending',
  running: 'in-progress',
  done: 'success',
  cancelled: 'stopped',
};

export function BulkRuns({ connection, may }: { readonly connection: string; readonly may: boolean }) {
  const [shown, setShown] = useState<Bulk>();
  const { data, isPending } = useBulks(connection);
  // A plan that nobody ran did nothing.
  const runs = (data?.bulks ?? []).filter(({ state }) => state !== 'planned');
  return (
    <>
      <Table
        items={runs}
        loading={isPending}
        loadingText={text('records.loading')}
        columnDefinitions={columnsOf(setShown)}
        wrapLines
        trackBy="id"
        ariaLabels={{ tableLabel: text('bulk.runs') }}
        empty={<Box>{text('bulk.none')}</Box>}
        header={
          <Header counter={`(${runs.length})`} description={text('bulk.runs_says')}>
            {text('bulk.runs')}
          </Header>
        }
      />
      {shown === undefined ? null : (
        <BulkReport connection={connection} known={shown} may={may} onDismiss={() => setShown(undefined)} />
      )}
    </>
  );
}

const columnsOf = (onShow: (bulk: Bulk) => void): readonly TableProps.ColumnDefinition<Bulk>[] => [
  { id: 'at', header: text('bulk.at'), cell: ({ createdAt }) => when(createdAt) },
  { id: 'by', header: text('bulk.by'), cell: ({ by }) => by },
  {
    id: 'what',
    header: text('bulk.what'),
    isRowHeader: true,
    cell: ({ action, filter }) => `${textOf('action', action)}: ${filterOf(filter)}`,
  },
  {
    id: 'state',
    header: text('bulk.state'),
    cell: ({ state }) => <StatusIndicator type={SIGNS[state]}>{textOf('bulk.state', state)}</StatusIndicator>,
  },
  {
    id: 'result',
    header: text('bulk.result'),
    cell: ({ done, refused }) =>
      text('bulk.left', {
        done: count(done),
        left: count(Object.values(refused).reduce((sum, each) => sum + each, 0)),
      }),
  },
  {
    id: 'show',
    header: text('causes.do'),
    cell: (bulk) => (
      <Button variant="inline-link" onClick={() => onShow(bulk)}>
        {text('bulk.show')}
      </Button>
    ),
  },
];

/** What was chosen, in words. */
function filterOf({ code, health, ...rest }: Bulk['filter']): string {
  const words = [
    ...(health === undefined ? [] : [textOf('state', health)]),
    ...(code === undefined ? [] : [textOf('problem', code)]),
    ...Object.values(rest).flatMap((value) => (value === undefined ? [] : [value])),
  ];
  return words.length === 0 ? text('bulk.filter_all') : words.join(', ');
}
