// Many records at once: planned with count, money and what would become of them; then done, watched, cancelled, reported.
import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import Modal from '@cloudscape-design/components/modal';
import ProgressBar from '@cloudscape-design/components/progress-bar';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Spinner from '@cloudscape-design/components/spinner';
import { useState } from 'react';
import type { Shape } from '../api/client.ts';
import { wordsOf } from '../data/ask.ts';
import { SaidField } from '../parts/said-field.tsx';
import { count, sums, when } from '../texts/format.ts';
import { text, textOf } from '../texts/text.ts';
import { useBulk, useWatched } from './use-bulk.ts';

type Bulk = Shape<'Bulk'>;

export interface BulkDialogProps {
  readonly connection: string;
  readonly action: Bulk['action'];
  readonly filter: Shape<'BulkInput'>['filter'];
  readonly onDismiss: () => void;
}

/** What keeps records out of the books says why. */
const NEEDS_REASON: readonly Bulk['action'][] = ['skip', 'keep'];

export function BulkDialog({ connection, action, filter, onDismiss }: BulkDialogProps) {
  const needsReason = NEEDS_REASON.includes(action);
  const [reason, setReason] = useState('');
  const { bulk, plan, run, cancel } = useBulk(connection, { action, filter }, !needsReason);
  const error = plan.error ?? run.error ?? cancel.error;
  return (
    <Modal
      visible
      onDismiss={onDismiss}
      closeAriaLabel={text('shell.dismiss')}
      header={text('bulk.title', { action: textOf('action', action) })}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onDismiss}>
              {text(bulk?.state === 'running' ? 'bulk.leave' : 'shell.dismiss')}
            </Button>
            {bulk?.state === 'running' ? (
              <Button loading={cancel.isPending} onClick={() => cancel.mutate()}>
                {text('bulk.cancel')}
              </Button>
            ) : null}
            {bulk === undefined && needsReason ? (
              <Button disabled={reason.trim() === ''} onClick={() => plan.mutate(reason.trim())}>
                {text('bulk.plan')}
              </Button>
            ) : null}
            {bulk?.state === 'planned' ? (
              <Button
                variant="primary"
                loading={run.isPending}
                disabled={bulk.plan.count === 0}
                onClick={() => run.mutate()}
              >
                {text('bulk.run', { action: textOf('action', action), count: count(bulk.plan.count) })}
              </Button>
            ) : null}
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="m">
        {needsReason && bulk === undefined ? (
          <SaidField
            label={text('act.reason')}
            description={text('act.reason_says')}
            value={reason}
            onChange={setReason}
            onEnter={() => plan.mutate(reason.trim())}
          />
        ) : null}
        {plan.isPending ? (
          <Box>
            <Spinner /> {text('bulk.planning')}
          </Box>
        ) : null}
        {error === null ? null : <Alert type="error">{wordsOf(error)}</Alert>}
        {bulk === undefined ? null : <Shown bulk={bulk} />}
      </SpaceBetween>
    </Modal>
  );
}

interface ReportProps {
  readonly connection: string;
  readonly known: Bulk;
  readonly may: boolean;
  readonly onDismiss: () => void;
}

/** One that was begun before: its progress or its report, also after the page was loaded anew. */
export function BulkReport({ connection, known, may, onDismiss }: ReportProps) {
  const { bulk = known, cancel } = useWatched(connection, known);
  return (
    <Modal
      visible
      onDismiss={onDismiss}
      closeAriaLabel={text('shell.dismiss')}
      header={text('bulk.title', { action: textOf('action', bulk.action) })}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onDismiss}>
              {text('shell.dismiss')}
            </Button>
            {bulk.state === 'running' && may ? (
              <Button loading={cancel.isPending} onClick={() => cancel.mutate()}>
                {text('bulk.cancel')}
              </Button>
            ) : null}
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="m">
        <Box color="text-body-secondary">
          {text('bulk.kept', { at: when(bulk.createdAt), by: bulk.by, until: when(bulk.keptUntil) })}
        </Box>
        {cancel.error === null ? null : <Alert type="error">{wordsOf(cancel.error)}</Alert>}
        <Shown bulk={bulk} />
      </SpaceBetween>
    </Modal>
  );
}

export function Shown({ bulk }: { readonly bulk: Bulk }) {
  const { plan, state } = bulk;
  return (
    <SpaceBetween size="m">
      <KeyValuePairs
        columns={2}
        items={[
          { label: text('causes.count'), value: `${count(plan.count)}${plan.more ? '+' : ''}` },
          { label: text('causes.money'), value: sums(plan.money) || '–' },
        ]}
      />
      {state === 'planned' ? <Expected bulk={bulk} /> : <Progress bulk={bulk} />}
    </SpaceBetween>
  );
}

/** What would become of them. */
function Expected({ bulk: { plan } }: { readonly bulk: Bulk }) {
  const { expected } = plan;
  if (expected === undefined) return null;
  const failing = Object.entries(expected.fail);
  return (
    <Alert type={failing.length === 0 ? 'success' : 'warning'}>
      {text('bulk.expected', { looked: expected.looked, pass: expected.pass, wait: expected.wait })}
      {failing.map(([code, many]) => (
        <Box key={code}>{text('bulk.fails', { count: many, why: textOf('problem', code) })}</Box>
      ))}
    </Alert>
  );
}

function Progress({ bulk: { plan, done, refused, state } }: { readonly bulk: Bulk }) {
  const left = Object.values(refused).reduce((sum, each) => sum + each, 0);
  const share = plan.count === 0 ? 100 : Math.min(100, ((done + left) / plan.count) * 100);
  return (
    <SpaceBetween size="s">
      <ProgressBar
        value={state === 'done' ? 100 : share}
        status={state === 'running' ? 'in-progress' : 'success'}
        label={text('bulk.progress')}
        additionalInfo={text('bulk.done', { done, count: plan.count })}
        resultText={text(state === 'cancelled' ? 'bulk.cancelled' : 'bulk.report', { done, left })}
      />
      {Object.entries(refused).map(([why, many]) => (
        <Box key={why}>{text('bulk.refused', { count: many, why: textOf('refusal', why) })}</Box>
      ))}
    </SpaceBetween>
  );
}
