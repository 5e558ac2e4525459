// Granting access: the browser goes to the ledger and comes back. Nothing is written to the books by that.
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMutation } from '@tanstack/react-query';
import { api, must } from '../data/ask.ts';
import type { Connection } from '../data/shapes.ts';
import { useMay } from '../session/session.tsx';
import { useNotices } from '../shell/notices.tsx';
import { text } from '../texts/text.ts';

export function Grant({ connection }: { readonly connection: Connection }) {
  const may = useMay('admin');
  const { fail } = useNotices();
  const begin = useMutation({
    mutationFn: () =>
      must(
        api.POST('/v1/connections/{connection}/connect', { params: { path: { connection: connection.id } } }),
      ),
    // The address is good once: it is opened here and now, in this browser.
    onSuccess: ({ start_url: address }) => location.assign(address),
    onError: fail,
  });
  return (
    <SpaceBetween size="s">
      <Box>
        {connection.company === undefined
          ? text('connect.first', { ledger: connection.ledger })
          : text('connect.same', { ledger: connection.ledger, company: connection.company })}
      </Box>
      <Button
        variant="primary"
        loading={begin.isPending}
        disabled={!may}
        disabledReason={text('session.admin_only')}
        onClick={() => begin.mutate()}
      >
        {text('connect.go', { ledger: connection.ledger })}
      </Button>
    </SpaceBetween>
  );
}
