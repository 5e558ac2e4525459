// Connecting: a connection that is set up goes step by step as far as live; one that is live is connected anew.
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Spinner from '@cloudscape-design/components/spinner';
import { useParams } from 'react-router';
import { useConnection } from '../data/queries.ts';
import type { Connection } from '../data/shapes.ts';
import { Go } from '../shell/go.tsx';
import { Page, useCrumbs } from '../shell/layout.tsx';
import { paths } from '../shell/paths.ts';
import { text } from '../texts/text.ts';
import { End } from './end.tsx';
import { useOutcome } from './outcome.tsx';
import { Setup } from './setup.tsx';
import { useWays } from './use-connectors.ts';

export function ConnectPage() {
  const { connection = '' } = useParams();
  const { data } = useConnection(connection);
  const ways = useWays(data);
  const crumbs = useCrumbs({ text: text('connect.title'), href: paths.connect(connection) });
  if (data === undefined || ways === undefined)
    return (
      <Page crumbs={crumbs}>
        <Spinner size="large" />
      </Page>
    );
  const isRead = ways.source === 'browser';
  return (
    <Page crumbs={crumbs}>
      {data.live ? <Anew connection={data} isRead={isRead} /> : <Setup connection={data} isRead={isRead} />}
    </Page>
  );
}

function Anew({ connection, isRead }: { readonly connection: Connection; readonly isRead: boolean }) {
  const outcome = useOutcome();
  return (
    <ContentLayout
      header={
        <Header
          variant="h1"
          description={text('connect.anew_says')}
          actions={<Go to={paths.connection(connection.id)}>{text('connection.open')}</Go>}
        >
          {text('connect.title')}
        </Header>
      }
    >
      <SpaceBetween size="l">
        <End connection={connection} side="ledger" outcome={outcome('ledger')} />
        {isRead ? <End connection={connection} side="source" outcome={outcome('source')} /> : null}
      </SpaceBetween>
    </ContentLayout>
  );
}
