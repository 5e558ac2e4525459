// Exports: the runs there were, and starting one, from another day if need be.
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import ContentLayout from '@cloudscape-design/components/content-layout';
import DatePicker from '@cloudscape-design/components/date-picker';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useParams } from 'react-router';
import type { Shape } from '../api/client.ts';
import { api, must } from '../data/ask.ts';
import { noteAction } from '../data/recent.ts';
import { type Rows, SaveCsv } from '../parts/save-csv.tsx';
import { useMay } from '../session/session.tsx';
import { Page, useCrumbs } from '../shell/layout.tsx';
import { useNotices } from '../shell/notices.tsx';
import { paths } from '../shell/paths.ts';
import { when } from '../texts/format.ts';
import { text } from '../texts/text.ts';

type Run = Shape<'ExportRun'>;

export function ExportsPage() {
  const { connection = '' } = useParams();
  const may = useMay('operator');
  const [isAsking, setAsking] = useState(false);
  const { data, isPending } = useQuery({
    queryKey: ['exports', connection],
    queryFn: () =>
      must(api.GET('/v1/connections/{connection}/exports', { params: { path: { connection } } })),
  });
  const crumbs = useCrumbs({ text: text('exports.title'), href: paths.exports(connection) });
  return (
    <Page crumbs={crumbs}>
      <ContentLayout
        header={
          <Header
            variant="h1"
            description={text('exports.says')}
            actions={
              <SpaceBetween direction="horizontal" size="xs">
                <SaveCsv
                  name="exports"
                  head={HEAD}
                  rows={() => rowsOf(data?.runs ?? [])}
                  isEmpty={data === undefined}
                />
                <Button
                  variant="primary"
                  disabled={!may}
                  disabledReason={text('session.viewer')}
                  onClick={() => setAsking(true)}
                >
                  {text('exports.start')}
                </Button>
              </SpaceBetween>
            }
          >
            {text('exports.title')}
          </Header>
        }
      >
        <Table
          items={[...(data?.runs ?? [])]}
          loading={isPending}
          columnDefinitions={COLUMNS}
          ariaLabels={{ tableLabel: text('exports.title') }}
          empty={<Box>{text('exports.none')}</Box>}
        />
      </ContentLayout>
      {isAsking ? <Start connection={connection} onDismiss={() => setAsking(false)} /> : null}
    </Page>
  );
}

const HEAD = ['run', 'at', 'by', 'up to', 'from'];

function rowsOf(runs: readonly Run[]): Rows {
  return runs.map(({ seq, at, by, upTo, overrideFrom = '' }) => [String(seq), at, by, upTo, overrideFrom]);
}

const COLUMNS: readonly TableProps.ColumnDefinition<Run>[] = [
  { id: 'seq', header: text('exports.run'), isRowHeader: true, cell: ({ seq }) => String(seq) },
  { id: 'at', header: text('attempts.at'), cell: ({ at }) => when(at) },
  { id: 'by', header: text('history.who'), cell: ({ by }) => by },
  { id: 'up_to', header: text('exports.up_to'), cell: ({ upTo }) => when(upTo) },
  { id: 'from', header: text('exports.from'), cell: ({ overrideFrom }) => overrideFrom ?? '–' },
];

function Start({ connection, onDismiss }: { readonly connection: string; readonly onDismiss: () => void }) {
  const [from, setFrom] = useState('');
  const client = useQueryClient();
  const { fail, tell } = useNotices();
  const start = useMutation({
    mutationFn: () =>
      must(
        api.POST('/v1/connections/{connection}/export', {
          params: { path: { connection } },
          body: from === '' ? {} : { overrideFrom: from },
        }),
      ),
    onSuccess: () => {
      noteAction();
      tell('success', text('exports.started'));
      return client.invalidateQueries();
    },
    onError: fail,
    onSettled: onDismiss,
  });
  return (
    <Modal
      visible
      onDismiss={onDismiss}
      closeAriaLabel={text('shell.dismiss')}
      header={text('exports.start')}
      footer={
        <Box float="right">
          <Button variant="primary" loading={start.isPending} onClick={() => start.mutate()}>
            {text('exports.start')}
          </Button>
        </Box>
      }
    >
      <FormField label={text('exports.from')} description={text('exports.from_says')}>
        <DatePicker value={from} placeholder="YYYY/MM/DD" onChange={({ detail }) => setFrom(detail.value)} />
      </FormField>
    </Modal>
  );
}
