// Before a policy is saved: what it changes, what speaks against it, and what it would make of the last records.
import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Spinner from '@cloudscape-design/components/spinner';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import { useEffect } from 'react';
import type { Shape } from '../api/client.ts';
import { wordsOf } from '../data/ask.ts';
import { nameOf } from '../parts/names.ts';
import { Checks } from '../parts/checks.tsx';
import { Go } from '../shell/go.tsx';
import { useNotices } from '../shell/notices.tsx';
import { paths } from '../shell/paths.ts';
import { text, textOf } from '../texts/text.ts';
import type { Changed } from './draft.ts';
import type { Draft } from './use-policy.ts';

interface TryProps {
  readonly connection: string;
  readonly draft: Draft;
  readonly onDismiss: () => void;
}

export function TryDialog({ connection, draft, onDismiss }: TryProps) {
  const { now, changes, attempt, save } = draft;
  const { tell } = useNotices();
  const { mutate } = attempt;
  useEffect(() => {
    if (now !== undefined) mutate(now);
  }, [now, mutate]);
  const result = attempt.data;
  const confirm = () => {
    if (now === undefined) return;
    save.mutate(now, {
      onSuccess: ({ version }) => {
        tell('success', text('policy.saved', { version }));
        onDismiss();
      },
    });
  };
  const error = attempt.error ?? save.error;
  return (
    <Modal
      visible
      size="large"
      onDismiss={onDismiss}
      closeAriaLabel={text('shell.dismiss')}
      header={text('policy.try')}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onDismiss}>
              {text('act.cancel')}
            </Button>
            <Button
              variant="primary"
              loading={save.isPending}
              disabled={result?.validation.valid !== true}
              onClick={confirm}
            >
              {text('policy.save')}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="m">
        <ChangesTable changes={changes} />
        {attempt.isPending ? (
          <Box>
            <Spinner /> {text('policy.trying')}
          </Box>
        ) : null}
        {error === null ? null : <Alert type="error">{wordsOf(error)}</Alert>}
        {result === undefined ? null : <Verdict result={result.validation} />}
        {result?.dryRun === undefined ? null : <Tried connection={connection} run={result.dryRun} />}
      </SpaceBetween>
    </Modal>
  );
}

export function ChangesTable({ changes }: { readonly changes: readonly Changed[] }) {
  return (
    <Table
      variant="embedded"
      items={[...changes]}
      columnDefinitions={CHANGES}
      wrapLines
      ariaLabels={{ tableLabel: text('policy.changes') }}
      empty={text('policy.no_changes')}
    />
  );
}

const CHANGES: readonly TableProps.ColumnDefinition<Changed>[] = [
  { id: 'setting', header: text('policy.setting'), isRowHeader: true, cell: ({ setting }) => setting },
  { id: 'before', header: text('policy.before'), cell: ({ before }) => before },
  { id: 'after', header: text('policy.after'), cell: ({ after }) => after },
];

function Verdict({ result }: { readonly result: Shape<'PolicyValidation'> }) {
  if (!result.valid)
    return (
      <Alert type="error" header={text('policy.invalid')}>
        {result.errors.map(({ pointer, detail }) => (
          <Box key={pointer}>
            {pointer}: {detail}
          </Box>
        ))}
      </Alert>
    );
  const red = (result.preflight ?? []).filter(({ status }) => status === 'red');
  return red.length === 0 ? <Alert type="success">{text('policy.valid')}</Alert> : <Checks checks={red} />;
}

type Run = Shape<'DryRun'>;

function Tried({ connection, run }: { readonly connection: string; readonly run: Run }) {
  return (
    <Table
      variant="embedded"
      header={
        <Alert type="info">
          {text('policy.tried', { records: run.records, altered: run.altered, now: run.alteredNow })}
        </Alert>
      }
      items={run.examples.slice(0, EXAMPLES)}
      columnDefinitions={[
        {
          id: 'record',
          header: text('records.record'),
          isRowHeader: true,
          cell: (example) => <Go to={paths.record(connection, example)}>{nameOf(example)}</Go>,
        },
        { id: 'before', header: text('policy.before'), cell: ({ before }) => told(before) },
        { id: 'after', header: text('policy.after'), cell: ({ after }) => told(after) },
        {
          id: 'now',
          header: text('policy.shows'),
          cell: ({ now }) => text(now ? 'policy.at_next_look' : 'policy.if_new'),
        },
      ]}
      wrapLines
      ariaLabels={{ tableLabel: text('policy.try') }}
      empty={text('policy.nothing_altered')}
    />
  );
}

/** A screen of examples; the counts say how many there are. */
const EXAMPLES = 10;

function told({ decision, operation, problem, reason }: Run['examples'][number]['before']): string {
  const why = problem === undefined ? reason && textOf('reason', reason) : textOf('problem', problem);
  const what = operation === undefined ? textOf('plan.decision', decision) : textOf('plan.write', operation);
  return why === undefined ? what : `${what} (${why})`;
}
