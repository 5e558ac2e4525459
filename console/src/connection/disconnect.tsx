// Parting with a company: asked for twice, because nothing is written until somebody connects it again.
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Modal from '@cloudscape-design/components/modal';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, must } from '../data/ask.ts';
import { useNotices } from '../shell/notices.tsx';
import { text } from '../texts/text.ts';

export function Disconnect({ connection, may }: { readonly connection: string; readonly may: boolean }) {
  const [isAsking, setAsking] = useState(false);
  const client = useQueryClient();
  const { fail } = useNotices();
  const part = useMutation({
    mutationFn: () =>
      must(api.POST('/v1/connections/{connection}/disconnect', { params: { path: { connection } } })),
    onSettled: () => setAsking(false),
    onSuccess: () => client.invalidateQueries(),
    onError: fail,
  });
  return (
    <>
      <Button disabled={!may} disabledReason={text('session.admin_only')} onClick={() => setAsking(true)}>
        {text('connection.disconnect')}
      </Button>
      <Modal
        visible={isAsking}
        onDismiss={() => setAsking(false)}
        closeAriaLabel={text('shell.dismiss')}
        header={text('connection.disconnect')}
        footer={
          <Box float="right">
            <Button variant="primary" loading={part.isPending} onClick={() => part.mutate()}>
              {text('connection.disconnect')}
            </Button>
          </Box>
        }
      >
        {text('connection.disconnect_says')}
      </Modal>
    </>
  );
}
