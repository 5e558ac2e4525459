// The API keys of a connection: made and shown once, two side by side while the product changes over, revoked.
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Shape } from '../api/client.ts';
import { api, must } from '../data/ask.ts';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { useMay } from '../session/session.tsx';
import { useNotices } from '../shell/notices.tsx';
import { when } from '../texts/format.ts';
import { text } from '../texts/text.ts';
import { ShownOnce } from './shown-once.tsx';

type ApiKey = Shape<'ApiKey'>;

const LIVE_MAX = 2;

export function Keys({ connection }: { readonly connection: string }) {
  const { keys, live, create, revoke } = useKeys(connection);
  const may = useMay('admin');
  const [ending, setEnding] = useState<ApiKey>();
  const isFull = live.length >= LIVE_MAX;
  return (
    <SpaceBetween size="m">
      {create.data === undefined ? null : (
        <ShownOnce header={text('keys.new', { id: create.data.id })} secret={create.data.key} />
      )}
      <Table
        header={
          <Header
            variant="h2"
            counter={text('keys.live', { count: live.length })}
            description={text('keys.says')}
            actions={
              <Button
                loading={create.isPending}
                disabled={!may || isFull}
                disabledReason={text(may ? 'keys.full' : 'session.admin_only')}
                onClick={() => create.mutate()}
              >
                {text(live.length === 0 ? 'keys.make' : 'keys.rotate')}
              </Button>
            }
          >
            {text('keys.title')}
          </Header>
        }
        items={keys}
        trackBy="id"
        ariaLabels={{ tableLabel: text('keys.title') }}
        empty={<Box>{text('keys.none')}</Box>}
        columnDefinitions={columnsOf(may, setEnding)}
      />
      {ending === undefined ? null : (
        <ConfirmDialog
          header={text('keys.revoke_it', { id: ending.id })}
          action={text('keys.revoke')}
          isPending={revoke.isPending}
          onDismiss={() => setEnding(undefined)}
          onConfirm={() => revoke.mutate(ending.id, { onSettled: () => setEnding(undefined) })}
        >
          {text(ending.connections > 1 ? 'keys.revoke_says_more' : 'keys.revoke_says', {
            count: ending.connections,
          })}
        </ConfirmDialog>
      )}
    </SpaceBetween>
  );
}

const columnsOf = (
  may: boolean,
  onRevoke: (key: ApiKey) => void,
): readonly TableProps.ColumnDefinition<ApiKey>[] => [
  { id: 'id', header: text('keys.id'), isRowHeader: true, cell: ({ id }) => `llk_${id}_…` },
  {
    id: 'state',
    header: text('records.state'),
    cell: ({ live: isLive }) => <KeyState live={isLive} />,
  },
  { id: 'made', header: text('keys.made'), cell: ({ createdAt }) => when(createdAt) },
  {
    id: 'over',
    header: text('keys.over_since'),
    cell: ({ expiresAt }) => (expiresAt === undefined ? '–' : when(expiresAt)),
  },
  {
    id: 'revoke',
    header: text('keys.revoke'),
    cell: (key) =>
      key.live ? (
        <Button
          variant="inline-link"
          ariaLabel={text('keys.revoke_it', { id: key.id })}
          disabled={!may}
          disabledReason={text('session.admin_only')}
          onClick={() => onRevoke(key)}
        >
          {text('keys.revoke')}
        </Button>
      ) : (
        '–'
      ),
  },
];

function KeyState({ live }: { readonly live: boolean }) {
  return (
    <StatusIndicator type={live ? 'success' : 'stopped'}>
      {text(live ? 'keys.state.live' : 'keys.state.over')}
    </StatusIndicator>
  );
}

export function useKeys(connection: string) {
  const client = useQueryClient();
  const { fail } = useNotices();
  const path = { connection };
  const queryKey = ['keys', connection];
  const listed = useQuery({
    queryKey,
    queryFn: () => must(api.GET('/v1/connections/{connection}/keys', { params: { path } })),
  });
  const create = useMutation({
    mutationFn: () => must(api.POST('/v1/connections/{connection}/keys', { params: { path } })),
    onSuccess: () => client.invalidateQueries({ queryKey }),
    onError: fail,
    // The key is in this page's memory alone, and gone with it.
    gcTime: 0,
  });
  const revoke = useMutation({
    mutationFn: (key: string) =>
      must(api.DELETE('/v1/connections/{connection}/keys/{key}', { params: { path: { connection, key } } })),
    onSuccess: () => client.invalidateQueries({ queryKey }),
    onError: fail,
  });
  const keys = listed.data?.keys ?? [];
  return { keys, live: keys.filter((key) => key.live), isKnown: listed.data !== undefined, create, revoke };
}
