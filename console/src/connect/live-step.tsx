// The last step: what is about to begin, what still stands in the way, and that nothing has been written so far.
import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { usePreflight } from '../connection/preflight.tsx';
import { api, must } from '../data/ask.ts';
import { noteAction } from '../data/recent.ts';
import type { Connection } from '../data/shapes.ts';
import { Checks } from '../parts/checks.tsx';
import { Ends } from '../parts/ends.tsx';
import { valueAt } from '../policy/draft.ts';
import { jsonOf, useLists, useSaved } from '../policy/use-policy.ts';
import { count } from '../texts/format.ts';
import { text, textOf } from '../texts/text.ts';
import { useTitles } from './use-connectors.ts';

/** The check that going live itself turns green. */
const LIVE = 'live';

export function LiveStep({ connection }: { readonly connection: Connection }) {
  const { id, source, ledger, company, account, records } = connection;
  const titleOf = useTitles();
  const { data } = usePreflight(id);
  const saved = useSaved(id, undefined).data;
  const name = useLists(id).data?.companyName ?? company ?? '–';
  const checks = (data?.checks ?? []).filter(({ check }) => check !== LIVE);
  const blocking = checks.filter((check) => check.blocking && check.status !== 'green');
  const red = checks.filter((check) => !check.blocking && check.status === 'red');
  const from = saved === null || saved === undefined ? undefined : valueAt(jsonOf(saved.policy), CUT_OVER);
  return (
    <SpaceBetween size="l">
      <Alert type="info" header={text('setup.nothing_written')}>
        {text('setup.live_says', { ledger: titleOf(ledger), company: name })}
      </Alert>
      <Container header={<Header variant="h2">{text('setup.summary')}</Header>}>
        <KeyValuePairs
          columns={4}
          items={[
            { label: text('connections.systems'), value: <Ends source={source} ledger={ledger} /> },
            { label: text('end.account_ledger'), value: name },
            { label: text('end.account_source'), value: account?.id ?? text('setup.pushes') },
            {
              label: text('setup.preset'),
              value: saved === null || saved === undefined ? '–' : textOf('preset', saved.preset),
            },
            {
              label: text('connect.cut_over'),
              value: typeof from === 'string' ? from : text('setup.no_cut_over'),
            },
            {
              label: text('connection.backlog'),
              value: `${count(records.waiting.count)}${records.waiting.more ? '+' : ''}`,
            },
          ]}
        />
      </Container>
      {blocking.length === 0 ? (
        <Alert type="success">{text(red.length === 0 ? 'setup.all_green' : 'setup.none_blocks')}</Alert>
      ) : (
        <Alert type="error" header={text('setup.blocked', { count: blocking.length })}>
          <Box>{text('setup.blocked_says')}</Box>
        </Alert>
      )}
      {blocking.length + red.length === 0 ? null : <Checks checks={[...blocking, ...red]} />}
    </SpaceBetween>
  );
}

const CUT_OVER = ['backfill', 'exportFrom'];

/** `onLive` is called before anything is asked again: what is shown then is another page. */
export function useGoLive(connection: string, onLive: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () =>
      must(api.POST('/v1/connections/{connection}/go-live', { params: { path: { connection } } })),
    onSuccess: () => {
      noteAction();
      onLive();
      return client.invalidateQueries();
    },
  });
}
