// The dry run: what would become of the records that have come in, decided on what is kept. Nothing is written by it.
import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useBulk } from '../bulk/use-bulk.ts';
import { api, must, wordsOf } from '../data/ask.ts';
import { poll } from '../data/queries.ts';
import type { Connection, ShownRecord } from '../data/shapes.ts';
import { nameOf } from '../parts/names.ts';
import { State } from '../parts/state.tsx';
import { Go } from '../shell/go.tsx';
import { paths } from '../shell/paths.ts';
import { count, money, sums } from '../texts/format.ts';
import { text, textOf } from '../texts/text.ts';

/** What waits is what came in since the connection was made: nothing of it has gone anywhere. */
const WAITING = { action: 'retry', filter: { health: 'waiting' } } as const;

export function DryRun({ connection }: { readonly connection: Connection }) {
  const { id } = connection;
  const { bulk, plan } = useBulk(id, WAITING, true);
  const { data } = useFirst(id);
  const waiting = data?.records ?? [];
  const known = bulk?.plan.count ?? 0;
  const { mutate, isPending } = plan;
  // More came in since it was planned: planned again, once for each new figure.
  const there = connection.records.waiting.count;
  const plannedFor = useRef(there);
  useEffect(() => {
    if (isPending || plannedFor.current === there) return;
    plannedFor.current = there;
    mutate(undefined);
  }, [isPending, mutate, there]);
  return (
    <SpaceBetween size="l">
      {plan.error === null ? null : <Alert type="error">{wordsOf(plan.error)}</Alert>}
      <Container
        header={
          <Header
            variant="h2"
            description={text('setup.try_says')}
            actions={
              <Button iconName="refresh" loading={isPending} onClick={() => mutate(undefined)}>
                {text('setup.try_again')}
              </Button>
            }
          >
            {text('setup.step.try')}
          </Header>
        }
      >
        {bulk === undefined ? null : known === 0 ? (
          <Nothing connection={id} />
        ) : (
          <Expected plan={bulk.plan} />
        )}
      </Container>
      {waiting.length === 0 ? null : (
        <Table
          header={<Header variant="h2">{text('setup.waiting')}</Header>}
          items={waiting}
          columnDefinitions={columnsOf(id)}
          ariaLabels={{ tableLabel: text('setup.waiting') }}
        />
      )}
    </SpaceBetween>
  );
}

type Plan = NonNullable<ReturnType<typeof useBulk>['bulk']>['plan'];

function Expected({ plan }: { readonly plan: Plan }) {
  const { pass = 0, wait = 0, fail = {} } = plan.expected ?? {};
  const failing = Object.entries(fail);
  const total = failing.reduce((sum, [, each]) => sum + each, 0);
  return (
    <SpaceBetween size="m">
      <KeyValuePairs
        columns={4}
        items={[
          {
            label: text('setup.came_in'),
            value: text('setup.came_in_sum', {
              count: `${count(plan.count)}${plan.more ? '+' : ''}`,
              money: sums(plan.money) || '–',
            }),
          },
          { label: text('setup.would_pass'), value: count(pass) },
          { label: text('setup.would_wait'), value: count(wait) },
          { label: text('setup.would_fail'), value: count(total) },
        ]}
      />
      {failing.length === 0 ? (
        <Alert type="success">{text('setup.none_fails')}</Alert>
      ) : (
        <Alert type="warning" header={text('setup.some_fail', { count: total })}>
          {failing.map(([code, each]) => (
            <Box key={code}>{`${count(each)} × ${textOf('problem', code)}`}</Box>
          ))}
        </Alert>
      )}
    </SpaceBetween>
  );
}

/** How to send the first one. The address is that of this page: the API is below it. */
function Nothing({ connection }: { readonly connection: string }) {
  const at = `${location.origin}/api/v1/connections/${connection}/events`;
  const event =
    '{"specversion":"1.0","id":"e1","source":"curl","type":"customer.upserted","data":{"id":"c1","revision":1,"name":"Ada Lovelace"}}';
  return (
    <SpaceBetween size="s">
      <Alert type="info" header={text('setup.nothing_yet')}>
        {text('setup.nothing_yet_says')}
      </Alert>
      <div className="secret">
        <Box variant="code">
          {`curl ${at} -H 'authorization: Bearer llk_...' -H 'content-type: application/json' -d '${event}'`}
        </Box>
      </div>
    </SpaceBetween>
  );
}

/** A screen of them; the list of records has all. */
const FIRST = 10;

function useFirst(connection: string) {
  return useQuery({
    queryKey: ['records', connection, 'first'],
    queryFn: () =>
      must(
        api.GET('/v1/connections/{connection}/records', {
          params: { path: { connection }, query: { health: 'waiting', limit: FIRST } },
        }),
      ),
    refetchInterval: poll,
  });
}

const columnsOf = (connection: string): readonly TableProps.ColumnDefinition<ShownRecord>[] => [
  {
    id: 'record',
    header: text('records.record'),
    isRowHeader: true,
    cell: (record) => <Go to={paths.record(connection, record)}>{nameOf(record)}</Go>,
  },
  { id: 'state', header: text('records.state'), cell: ({ state }) => <State state={state} /> },
  {
    id: 'why',
    header: text('setup.why_waits'),
    cell: ({ reason }) => (reason === undefined ? '–' : textOf('reason', reason)),
  },
  {
    id: 'amount',
    header: text('records.amount'),
    cell: ({ amount, currency }) => money(amount, currency) || '–',
  },
];
