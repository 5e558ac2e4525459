// All connections: whether each works, and how many of its records need somebody.
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { Outcome, useOutcome } from '../connect/outcome.tsx';
import { api, must } from '../data/ask.ts';
import { poll } from '../data/queries.ts';
import type { Connection } from '../data/shapes.ts';
import { URGENT } from '../data/shapes.ts';
import { Ends } from '../parts/ends.tsx';
import { ConnectionState, State } from '../parts/state.tsx';
import { useMay } from '../session/session.tsx';
import { Go } from '../shell/go.tsx';
import { Page } from '../shell/layout.tsx';
import { paths } from '../shell/paths.ts';
import { shortTime } from '../texts/format.ts';
import { text } from '../texts/text.ts';

export function ConnectionsPage() {
  const { data, isPending } = useQuery({
    queryKey: ['connections'],
    queryFn: () => must(api.GET('/v1/connections')),
    refetchInterval: poll,
  });
  const navigate = useNavigate();
  const may = useMay('admin');
  const outcome = useOutcome();
  return (
    <Page crumbs={[]}>
      <ContentLayout header={<Header variant="h1">{text('connections.title')}</Header>}>
        <SpaceBetween size="l">
          <Outcome outcome={outcome('ledger')} side="ledger" isLive />
          <Table
            items={[...(data?.connections ?? [])]}
            loading={isPending}
            loadingText={text('records.loading')}
            columnDefinitions={COLUMNS}
            trackBy="id"
            ariaLabels={{ tableLabel: text('connections.title') }}
            empty={<Box>{text('connections.none')}</Box>}
            header={
              <Header
                counter={data === undefined ? '' : `(${data.connections.length})`}
                actions={
                  <Button
                    variant="primary"
                    disabled={!may}
                    disabledReason={text('session.admin_only')}
                    onClick={() => void navigate(paths.newConnection)}
                  >
                    {text('connections.new')}
                  </Button>
                }
              >
                {text('connections.title')}
              </Header>
            }
          />
        </SpaceBetween>
      </ContentLayout>
    </Page>
  );
}

const COLUMNS: readonly TableProps.ColumnDefinition<Connection>[] = [
  {
    id: 'name',
    header: text('connections.name'),
    isRowHeader: true,
    cell: ({ id, name }) => <Go to={paths.records(id)}>{name ?? id}</Go>,
  },
  { id: 'state', header: text('records.state'), cell: ({ state }) => <ConnectionState state={state} /> },
  {
    id: 'systems',
    header: text('connections.systems'),
    cell: ({ source, ledger }) => <Ends source={source} ledger={ledger} />,
  },
  {
    id: 'company',
    header: text('connections.company'),
    cell: ({ company }) => company ?? '–',
  },
  ...URGENT.map((state): TableProps.ColumnDefinition<Connection> => ({
    id: state,
    header: <State state={state} />,
    cell: ({ id, records }) => {
      const counted = records[state];
      if (counted.count === 0) return '0';
      return (
        <Go to={paths.records(id, `?q=state:${state}`)}>{`${counted.count}${counted.more ? '+' : ''}`}</Go>
      );
    },
  })),
  {
    id: 'sweep',
    header: text('connections.sweep'),
    cell: ({ lastSweepAt }) => (lastSweepAt === undefined ? '–' : shortTime(lastSweepAt, new Date())),
  },
];
