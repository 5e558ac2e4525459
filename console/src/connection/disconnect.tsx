// Parting with a company or an account: asked for twice, because nothing moves until somebody connects it again.
import Button from '@cloudscape-design/components/button';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Side } from '../connect/use-connectors.ts';
import { api, must } from '../data/ask.ts';
import { noteAction } from '../data/recent.ts';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { useNotices } from '../shell/notices.tsx';
import { text } from '../texts/text.ts';

interface DisconnectProps {
  readonly connection: string;
  readonly may: boolean;
  readonly side?: Side;
}

export function Disconnect({ connection, may, side = 'ledger' }: DisconnectProps) {
  const [isAsking, setAsking] = useState(false);
  const client = useQueryClient();
  const { fail } = useNotices();
  const label = text(side === 'ledger' ? 'connection.disconnect' : 'connection.disconnect_source');
  const part = useMutation({
    mutationFn: () =>
      must(
        api.POST('/v1/connections/{connection}/disconnect', {
          params: { path: { connection }, query: { side } },
        }),
      ),
    onSettled: () => setAsking(false),
    onSuccess: () => {
      noteAction();
      return client.invalidateQueries();
    },
    onError: fail,
  });
  return (
    <>
      <Button disabled={!may} disabledReason={text('session.admin_only')} onClick={() => setAsking(true)}>
        {label}
      </Button>
      {isAsking ? (
        <ConfirmDialog
          header={label}
          action={label}
          isPending={part.isPending}
          onDismiss={() => setAsking(false)}
          onConfirm={() => part.mutate()}
        >
          {text(side === 'ledger' ? 'connection.disconnect_says' : 'connection.disconnect_source_says')}
        </ConfirmDialog>
      ) : null}
    </>
  );
}
