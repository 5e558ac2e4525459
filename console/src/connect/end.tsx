// One end of a connection: whether we are let in there, by whom and since when, and the way to let us in.
import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { whoOf } from '../audit/who-of.ts';
import type { Connection } from '../data/shapes.ts';
import { useLists } from '../policy/use-policy.ts';
import { span, when } from '../texts/format.ts';
import { text } from '../texts/text.ts';
import { Grant } from './grant.tsx';
import { KeyEntry } from './key-entry.tsx';
import { Outcome } from './outcome.tsx';
import { isIn, type Side, useTitles, useWays } from './use-connectors.ts';

interface EndProps {
  readonly connection: Connection;
  readonly side: Side;
  /** How the way there and back ended, if the browser just came back. */
  readonly outcome?: string | null;
}

export function End({ connection, side, outcome = null }: EndProps) {
  const ways = useWays(connection);
  const system = useTitles()(side === 'ledger' ? connection.ledger : connection.source);
  return (
    <SpaceBetween size="l">
      <Outcome outcome={outcome} side={side} isLive={connection.live} />
      <Container header={<Header variant="h2">{text(`end.${side}`, { system })}</Header>}>
        <SpaceBetween size="l">
          <Granted connection={connection} side={side} />
          {ways === undefined ? null : ways[side] === 'key' ? (
            <KeyEntry connection={connection} />
          ) : (
            <Grant connection={connection} side={side} />
          )}
        </SpaceBetween>
      </Container>
    </SpaceBetween>
  );
}

/** Who let us in, since when, and how old the token is. */
export function Granted({ connection, side }: { readonly connection: Connection; readonly side: Side }) {
  const inside = isIn(connection, side);
  const account = side === 'ledger' ? connection.company : connection.account?.id;
  const { companyName } = useLists(connection.id).data ?? {};
  const { grantedAt, grantedBy, refreshedAt, endsAt } = connection.grants?.[side] ?? {};
  const now = new Date();
  // Before anybody let us in there is nothing to tell but that.
  if (account === undefined) return <StatusIndicator type="pending">{text('end.not_yet')}</StatusIndicator>;
  return (
    <KeyValuePairs
      columns={3}
      items={[
        {
          label: text('records.state'),
          value: (
            <StatusIndicator type={inside ? 'success' : 'error'}>
              {text(inside ? 'end.in' : 'end.out')}
            </StatusIndicator>
          ),
        },
        {
          label: text(`end.account_${side}`),
          value: side === 'ledger' && companyName !== undefined ? `${companyName} (${account})` : account,
        },
        {
          label: text('end.granted'),
          value:
            grantedAt === undefined
              ? '–'
              : text('end.granted_by', {
                  at: when(grantedAt),
                  by: grantedBy === undefined ? '–' : whoOf(grantedBy),
                }),
        },
        {
          label: text('end.token'),
          value:
            refreshedAt === undefined
              ? '–'
              : text('end.token_age', { age: span(refreshedAt, now), at: when(refreshedAt) }),
        },
        {
          label: text('end.ends'),
          value: <Box>{endsAt === undefined ? '–' : text('end.ends_at', { at: when(endsAt) })}</Box>,
        },
      ]}
    />
  );
}
