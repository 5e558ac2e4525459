// One connection: whether it works and how much it has used, what preflight says, pause and resume, reconnect, disconnect.
import Button from '@cloudscape-design/components/button';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Spinner from '@cloudscape-design/components/spinner';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams } from 'react-router';
import { api, must } from '../data/ask.ts';
import { useConnection } from '../data/queries.ts';
import { noteAction } from '../data/recent.ts';
import type { Connection } from '../data/shapes.ts';
import { ConnectionProblem } from '../parts/connection-problem.tsx';
import { ConnectionState } from '../parts/state.tsx';
import { useMay } from '../session/session.tsx';
import { Page, useCrumbs } from '../shell/layout.tsx';
import { useNotices } from '../shell/notices.tsx';
import { paths } from '../shell/paths.ts';
import { text, type TextKey } from '../texts/text.ts';
import { Access } from './access.tsx';
import { Disconnect } from './disconnect.tsx';
import { Facts } from './facts.tsx';
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
            <Access connection={data} />
            <Preflight connection={connection} />
          </SpaceBetween>
        </ContentLayout>
      )}
    </Page>
  );
}

/** What the way to its ends is called, where it is not "reconnect". */
const WAYS: Readonly<Partial<Record<Connection['state'], TextKey>>> = {
  not_connected: 'connection.connect',
  not_live: 'connection.set_up',
};

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
        {text(WAYS[state] ?? 'connection.reconnect')}
      </Button>
      {isOn ? <Disconnect connection={id} may={mayConnect} /> : null}
    </SpaceBetween>
  );
}
