// Granting access: the browser goes to the other side and comes back. Nothing is written to the books by that.
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMutation } from '@tanstack/react-query';
import { api, must } from '../data/ask.ts';
import type { Connection } from '../data/shapes.ts';
import { useMay } from '../session/session.tsx';
import { useNotices } from '../shell/notices.tsx';
import { text } from '../texts/text.ts';
import { isIn, type Side, useTitles } from './use-connectors.ts';

export function Grant({ connection, side }: { readonly connection: Connection; readonly side: Side }) {
  const may = useMay('admin');
  const { fail } = useNotices();
  const { id } = connection;
  const begin = useMutation({
    mutationFn: () =>
      must(
        api.POST('/v1/connections/{connection}/connect', {
          params: { path: { connection: id }, query: { side } },
        }),
      ),
    // The address is good once, and in this browser alone.
    onSuccess: ({ start_url: address }) => location.assign(address),
    onError: fail,
  });
  const system = useTitles()(side === 'ledger' ? connection.ledger : connection.source);
  const before = side === 'ledger' ? connection.company : connection.account?.id;
  return (
    <SpaceBetween size="s">
      <Box>
        {before === undefined
          ? text(`connect.first_${side}`, { system })
          : text(`connect.same_${side}`, { system, before })}
      </Box>
      <Button
        variant={isIn(connection, side) ? 'normal' : 'primary'}
        loading={begin.isPending}
        disabled={!may}
        disabledReason={text('session.admin_only')}
        onClick={() => begin.mutate()}
      >
        {text('connect.go', { ledger: system })}
      </Button>
    </SpaceBetween>
  );
}
