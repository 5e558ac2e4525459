// Ours against theirs by kind, currency and month, with every record that differs.
import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import ProgressBar from '@cloudscape-design/components/progress-bar';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Shape } from '../api/client.ts';
import { api, must } from '../data/ask.ts';
import { useMay } from '../session/session.tsx';
import { useNotices } from '../shell/notices.tsx';
import { when } from '../texts/format.ts';
import { text, textOf } from '../texts/text.ts';
import { Differing } from './differing.tsx';
import { Period, thisMonth } from './period.tsx';
import { Totals } from './totals.tsx';

type Run = Shape<'Reconciliation'>;
/** A year, and the day more that some have. */
const DAYS_MAX = 366;
const RUNNING_MS = 1_000;

export function Reconciliation({ connection }: { readonly connection: string }) {
  const path = { connection };
  const client = useQueryClient();
  const { fail } = useNotices();
  const may = useMay('operator');
  const [days, setDays] = useState(thisMonth);
  const [chosen, setChosen] = useState<string>();
  const list = useQuery({
    queryKey: ['reconciliations', connection],
    queryFn: () => must(api.GET('/v1/connections/{connection}/reconcile', { params: { path } })),
  });
  const runs = list.data?.reconciliations ?? [];
  const run = chosen ?? runs[0]?.id;
  const shown = useQuery({
    queryKey: ['reconciliation', connection, run],
    queryFn: () =>
      must(
        api.GET('/v1/connections/{connection}/reconcile/{run}', {
          params: { path: { connection, run: run ?? '' } },
        }),
      ),
    enabled: run !== undefined,
    refetchInterval: ({ state }) => (state.data?.state === 'running' ? RUNNING_MS : false),
  });
  const start = useMutation({
    mutationFn: () =>
      must(api.POST('/v1/connections/{connection}/reconcile', { params: { path }, body: days })),
    onSuccess: ({ id }) => {
      setChosen(id);
      return client.invalidateQueries({ queryKey: ['reconciliations', connection] });
    },
    onError: fail,
  });
  return (
    <SpaceBetween size="l">
      <Container>
        <SpaceBetween size="s">
          <SpaceBetween direction="horizontal" size="s">
            <Period days={days} most={DAYS_MAX} onChange={setDays} />
            <Button
              variant="primary"
              loading={start.isPending}
              disabled={!may}
              disabledReason={text('session.viewer')}
              onClick={() => start.mutate()}
            >
              {text('reconcile.start')}
            </Button>
          </SpaceBetween>
          {runs.length === 0 ? null : (
            <Select
              selectedOption={
                run === undefined ? null : { value: run, label: labelOf(runs.find(({ id }) => id === run)) }
              }
              options={runs.map((each) => ({ value: each.id, label: labelOf(each) }))}
              onChange={({ detail }) => setChosen(detail.selectedOption.value)}
              ariaLabel={text('reconcile.earlier')}
            />
          )}
        </SpaceBetween>
      </Container>
      {shown.data === undefined ? (
        <Alert type="info">{text(list.isPending ? 'records.loading' : 'reconcile.none')}</Alert>
      ) : (
        <Shown connection={connection} run={shown.data} />
      )}
    </SpaceBetween>
  );
}

function labelOf(run: Pick<Run, 'from' | 'to' | 'startedAt'> | undefined): string {
  if (run === undefined) return text('reconcile.earlier');
  return text('reconcile.run', { from: run.from, to: run.to, at: when(run.startedAt) });
}

function Shown({ connection, run }: { readonly connection: string; readonly run: Run }) {
  const { state, fault, agrees, progress, differences = {} } = run;
  const different = Object.values(differences).reduce((sum, each) => sum + each, 0);
  return (
    <SpaceBetween size="l">
      {state === 'running' ? (
        <Container>
          <ProgressBar
            value={0}
            status="in-progress"
            label={text('reconcile.running')}
            description={text('reconcile.progress', { steps: progress?.steps ?? 0, at: progress?.at ?? '' })}
          />
        </Container>
      ) : null}
      {state === 'failed' ? (
        <Alert type="error" header={text('reconcile.failed')}>
          {textOf('fault', fault ?? 'internal')}
        </Alert>
      ) : null}
      {state === 'done' ? (
        <Alert type={agrees === true ? 'success' : 'warning'}>
          {agrees === true ? text('reconcile.agrees') : text('reconcile.differs', { count: different })}
        </Alert>
      ) : null}
      <Totals totals={run.totals ?? []} />
      <Differing connection={connection} records={run.records ?? []} />
    </SpaceBetween>
  );
}
