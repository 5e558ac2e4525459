// What is done about several selected records: planned for each, with count and money; then one after the other, until stopped.
import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Modal from '@cloudscape-design/components/modal';
import ProgressBar from '@cloudscape-design/components/progress-bar';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type Action, planAction, useAct } from '../data/act.ts';
import { wordsOf } from '../data/ask.ts';
import type { ShownRecord } from '../data/shapes.ts';
import { nameOf } from '../parts/names.ts';
import { SaidField } from '../parts/said-field.tsx';
import { money } from '../texts/format.ts';
import { text, textOf } from '../texts/text.ts';
import { sumsOf } from './sums.ts';

interface ManyProps {
  readonly connection: string;
  readonly action: Action;
  readonly records: readonly ShownRecord[];
  readonly onDismiss: () => void;
}

interface Report {
  readonly done: number;
  readonly refused: readonly string[];
  readonly isOver: boolean;
}

export function ManyDialog({ connection, action, records, onDismiss }: ManyProps) {
  const [reason, setReason] = useState('');
  const [report, setReport] = useState<Report>();
  const [stop] = useState(() => new AbortController());
  const act = useAct(connection);
  const needsReason = action === 'skip';
  const run = async () => {
    let now: Report = { done: 0, refused: [], isOver: false };
    for (const record of records) {
      if (stop.signal.aborted) break;
      const words = reason.trim() === '' ? {} : { reason: reason.trim() };
      try {
        await act.mutateAsync({ kind: record.kind, id: record.id, action, words });
        now = { ...now, done: now.done + 1 };
      } catch (error) {
        now = { ...now, refused: [...now.refused, `${nameOf(record)}: ${wordsOf(error)}`] };
      }
      setReport(now);
    }
    setReport({ ...now, isOver: true });
  };
  return (
    <Modal
      visible
      onDismiss={onDismiss}
      closeAriaLabel={text('shell.dismiss')}
      header={text('bulk.title', { action: textOf('action', action) })}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            {report === undefined || report.isOver ? (
              <Button onClick={onDismiss}>{text('shell.dismiss')}</Button>
            ) : (
              <Button onClick={() => stop.abort()}>{text('bulk.cancel')}</Button>
            )}
            {report === undefined ? (
              <Button
                variant="primary"
                disabled={needsReason && reason.trim() === ''}
                onClick={() => void run()}
              >
                {text('bulk.run', { action: textOf('action', action), count: records.length })}
              </Button>
            ) : null}
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="m">
        <Box>{text('bulk.selected', { count: records.length, amounts: amountsOf(records) })}</Box>
        {report === undefined ? (
          <Planned {...{ connection, action, records }} />
        ) : (
          <Progress report={report} of={records.length} />
        )}
        {report === undefined && (needsReason || action === 'unsync') ? (
          <SaidField
            label={text('act.reason')}
            description={text('act.reason_says')}
            value={reason}
            onChange={setReason}
            onEnter={() => void run()}
          />
        ) : null}
      </SpaceBetween>
    </Modal>
  );
}

function amountsOf(records: readonly ShownRecord[]): string {
  return (
    sumsOf(records)
      .map(({ amount, currency }) => money(amount, currency))
      .join(' + ') || text('tiles.no_money')
  );
}

type PlannedProps = Omit<ManyProps, 'onDismiss'>;

/** What would become of each, asked before anything is done. */
function Planned({ connection, action, records }: PlannedProps) {
  const { data } = useQuery({
    queryKey: ['many', connection, action, records.map(({ kind, id, since }) => [kind, id, since])],
    queryFn: () => Promise.all(records.map((record) => verdictOf(connection, action, record))),
  });
  if (data === undefined) return <Box>{text('bulk.planning')}</Box>;
  const obstacles = data.filter((each) => each !== undefined);
  return (
    <Alert type={obstacles.length === 0 ? 'success' : 'warning'}>
      {text('bulk.will_pass', { pass: data.length - obstacles.length, count: data.length })}
      {obstacles.slice(0, SHOWN_MAX).map((each) => (
        <Box key={each}>{each}</Box>
      ))}
    </Alert>
  );
}

/** As many as are read before a button is pressed. */
const SHOWN_MAX = 10;

/** What is in the way; undefined if nothing is. */
async function verdictOf(
  connection: string,
  action: Action,
  record: ShownRecord,
): Promise<string | undefined> {
  const { kind, id } = record;
  try {
    const { plan } = await planAction(connection, { kind, id, action, words: { reason: 'plan' } });
    return plan?.problem === undefined ? undefined : `${nameOf(record)}: ${plan.problem.sentence}`;
  } catch (error) {
    return `${nameOf(record)}: ${wordsOf(error)}`;
  }
}

function Progress({ report, of }: { readonly report: Report; readonly of: number }) {
  const { done, refused, isOver } = report;
  return (
    <SpaceBetween size="s">
      <ProgressBar
        value={((done + refused.length) / of) * 100}
        status={isOver ? 'success' : 'in-progress'}
        label={text('bulk.progress')}
        resultText={text('bulk.report', { done, left: of - done })}
      />
      {refused.map((each) => (
        <Box key={each}>{each}</Box>
      ))}
    </SpaceBetween>
  );
}
