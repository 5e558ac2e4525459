// The access of a connection: who let us in at each end and how old that is, the way to do it anew, and the product's keys.
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useNavigate } from 'react-router';
import { Granted } from '../connect/end.tsx';
import { isIn, type Side, useTitles, useWays } from '../connect/use-connectors.ts';
import type { Connection } from '../data/shapes.ts';
import { useMay } from '../session/session.tsx';
import { paths } from '../shell/paths.ts';
import { text } from '../texts/text.ts';
import { Disconnect } from './disconnect.tsx';
import { Keys } from './keys.tsx';
import { SigningSecret } from './signing-secret.tsx';

export function Access({ connection }: { readonly connection: Connection }) {
  const ways = useWays(connection);
  return (
    <SpaceBetween size="l">
      <Container header={<Header variant="h2">{text('access.title')}</Header>}>
        <SpaceBetween size="l">
          <EndOf connection={connection} side="ledger" />
          {ways?.source === 'browser' ? <EndOf connection={connection} side="source" /> : null}
        </SpaceBetween>
      </Container>
      {ways?.source === 'push' ? (
        <SpaceBetween size="l">
          <Keys connection={connection.id} />
          <SigningSecret connection={connection.id} />
        </SpaceBetween>
      ) : null}
    </SpaceBetween>
  );
}

function EndOf({ connection, side }: { readonly connection: Connection; readonly side: Side }) {
  const may = useMay('admin');
  const navigate = useNavigate();
  const system = useTitles()(side === 'ledger' ? connection.ledger : connection.source);
  return (
    <SpaceBetween size="s">
      <Box variant="h3">{text(`end.${side}`, { system })}</Box>
      <Granted connection={connection} side={side} />
      {side === 'ledger' ? null : (
        <SpaceBetween direction="horizontal" size="xs">
          <Button
            disabled={!may}
            disabledReason={text('session.admin_only')}
            onClick={() => void navigate(`${paths.connect(connection.id)}?side=source`)}
          >
            {text(connection.account === undefined ? 'setup.step.source' : 'access.source_again')}
          </Button>
          {isIn(connection, 'source') ? (
            <Disconnect connection={connection.id} may={may} side="source" />
          ) : null}
        </SpaceBetween>
      )}
    </SpaceBetween>
  );
}
