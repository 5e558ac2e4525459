// The first import, where the policy wants one: what the ledger has is told to the product before anything is written.
import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { usePreflight } from '../connection/preflight.tsx';
import { api, must } from '../data/ask.ts';
import { noteAction } from '../data/recent.ts';
import { useMay } from '../session/session.tsx';
import { useNotices } from '../shell/notices.tsx';
import { text } from '../texts/text.ts';

export function FirstImport({ connection }: { readonly connection: string }) {
  const { data } = usePreflight(connection);
  const may = useMay('operator');
  const client = useQueryClient();
  const { fail } = useNotices();
  const start = useMutation({
    mutationFn: () =>
      must(api.POST('/v1/connections/{connection}/import', { params: { path: { connection } } })),
    onSuccess: () => {
      noteAction();
      return client.invalidateQueries({ queryKey: ['preflight', connection] });
    },
    onError: fail,
  });
  const check = data?.checks.find(({ check: name }) => name === 'first_import');
  if (check === undefined || check.status === 'green') return null;
  return (
    <Alert
      type="warning"
      header={check.reason}
      action={
        <Button
          loading={start.isPending}
          disabled={!may || start.isSuccess}
          disabledReason={text(may ? 'setup.importing' : 'session.viewer')}
          onClick={() => start.mutate()}
        >
          {text('setup.import')}
        </Button>
      }
    >
      {text('setup.import_says')}
    </Alert>
  );
}
