// One connection: whether it works and how much it has used, what preflight says, pause and resume, reconnect, disconnect.
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Spinner from '@cloudscape-design/components/spinner';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams } from 'react-router';
import { api, must } from '../data/ask.ts';
import { useConnection } from '../data/queries.ts';
import { noteAction } from '../data/recent.ts';
import type { Connection } from '../data/shapes.ts';
import { ConnectionProblem } from '../parts/connection-problem.tsx';
import { ConnectionState } from '../parts/state.tsx';
import { useLists } from '../policy/use-policy.ts';
import { useMay } from '../session/session.tsx';
import { Go } from '../shell/go.tsx';
import { Page, useCrumbs } from '../shell/layout.tsx';
import { useNotices } from '../shell/notices.tsx';
import { paths } from '../shell/paths.ts';
import { count, shortTime, when } from '../texts/format.ts';
import { text } from '../texts/text.ts';
import { Disconnect } from './disconnect.tsx';
import { Preflight } from './preflight.tsx';

export function ConnectionPage() {
  const { connection = '' } = useParams();
  const { data } = useConnection(connection);
  const crumbs = useCrumbs({ text: text('connection.title'), href: paths.connection(connection) });
  return (
    <Page crumbs={crumbs}>
      {data === undefined ? (
        <Spinner size="large" />
      ) : (
        <ContentLayout
          header={
            <Header
              variant="h1"
              description={<ConnectionState state={data.state} />}
              actions={<Switches connection={data} />}
            >
              {data.name}
            </Header>
          }
        >
          <SpaceBetween size="l">
            <ConnectionProblem connection={data} />
            <Facts connection={data} />
            <Preflight connection={connection} />
          </SpaceBetween>
        </ContentLayout>
      )}
    </Page>
  );
}

function Switches({ connection: { id, state } }: { readonly connection: Connection }) {
  const navigate = useNavigate();
  const client = useQueryClient();
  const mayPause = useMay('operator');
  const mayConnect = useMay('admin');
  const { fail } = useNotices();
  const params = { path: { connection: id } };
  const isPaused = state === 'paused';
  const flip = useMutation({
    mutationFn: () =>
      must(
        isPaused
          ? api.POST('/v1/connections/{connection}/resume', { params })
          : api.POST('/v1/connections/{connection}/pause', { params }),
      ),
    onSuccess: () => {
      noteAction();
      return client.invalidateQueries();
    },
    onError: fail,
  });
  const isOn = state === 'connected' || isPaused;
  return (
    <SpaceBetween direction="horizontal" size="xs">
      <Button
        loading={flip.isPending}
        disabled={!mayPause || !isOn}
        disabledReason={text(mayPause ? 'connection.not_on' : 'session.viewer')}
        onClick={() => flip.mutate()}
      >
        {text(isPaused ? 'connection.resume' : 'connection.pause')}
      </Button>
      <Button
        disabled={!mayConnect}
        disabledReason={text('session.admin_only')}
        onClick={() => void navigate(paths.connect(id))}
      >
        {text(state === 'not_connected' ? 'connection.connect' : 'connection.reconnect')}
      </Button>
      {isOn ? <Disconnect connection={id} may={mayConnect} /> : null}
    </SpaceBetween>
  );
}

function Facts({ connection }: { readonly connection: Connection }) {
  const lists = useLists(connection.id).data;
  const { source, ledger, company, lastSweepAt, watermark, reads, sessionEndsAt, policyVersion, records } =
    connection;
  const now = new Date();
  const multi = lists?.multiCurrency === true ? text('connection.multi_currency') : '';
  return (
    <Container header={<Header variant="h2">{text('record.facts')}</Header>}>
      <KeyValuePairs
        columns={4}
        items={[
          { label: text('connections.systems'), value: text('connections.from_to', { source, ledger }) },
          { label: text('connections.company'), value: company ?? '–' },
          {
            label: text('connections.sweep'),
            value: lastSweepAt === undefined ? '–' : shortTime(lastSweepAt, now),
          },
          {
            label: text('connection.watermark'),
            value: watermark === undefined ? '–' : shortTime(watermark, now),
          },
          { label: text('connection.currency'), value: [lists?.homeCurrency ?? '–', multi].join(' ') },
          { label: text('connection.closed'), value: lists?.closedUntil ?? text('connection.not_closed') },
          {
            label: text('connection.reads'),
            value:
              reads === undefined
                ? '–'
                : text('connection.reads_in', { count: count(reads.count), month: reads.month }),
          },
          {
            label: text('connection.session'),
            value: sessionEndsAt === undefined ? text('connection.no_end') : when(sessionEndsAt),
          },
          {
            label: text('connection.backlog'),
            value: (
              <Go
                to={paths.records(connection.id, '?q=state:waiting')}
              >{`${records.waiting.count}${records.waiting.more ? '+' : ''}`}</Go>
            ),
          },
          {
            label: text('policy.title'),
            value: (
              <Go to={paths.policy(connection.id)}>
                {policyVersion === undefined
                  ? text('policy.none_yet')
                  : text('policy.version', { version: policyVersion })}
              </Go>
            ),
          },
          {
            label: text('mappings.title'),
            value: <Go to={paths.mappings(connection.id)}>{text('mappings.open')}</Go>,
          },
          { label: text('callback.title'), value: <Callback connection={connection.id} /> },
        ]}
      />
    </Container>
  );
}

/** How the calls to the product go. */
function Callback({ connection }: { readonly connection: string }) {
  const { data } = useQuery({
    queryKey: ['callback', connection],
    queryFn: () =>
      must(api.GET('/v1/connections/{connection}/callback', { params: { path: { connection } } })),
    retry: false,
  });
  if (data === undefined) return <Box>{text('callback.none')}</Box>;
  const { state, delivered, head } = data;
  return <Box>{text(`callback.${state}`, { delivered, head })}</Box>;
}
