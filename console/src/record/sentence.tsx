// What happened, why, and what to do: three sentences a bookkeeper understands, before any detail.
import Alert, { type AlertProps } from '@cloudscape-design/components/alert';
import Badge from '@cloudscape-design/components/badge';
import Box from '@cloudscape-design/components/box';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ShownRecord } from '../data/shapes.ts';
import { nameOf } from '../parts/names.ts';
import { Go } from '../shell/go.tsx';
import { paths } from '../shell/paths.ts';
import { shortTime } from '../texts/format.ts';
import { isKey, text, textOf } from '../texts/text.ts';
import { useTrace } from '../data/queries.ts';
import { fixOf } from '../parts/fix.ts';

const TONES: Readonly<Record<ShownRecord['state'], AlertProps.Type>> = {
  failed: 'error',
  uncertain: 'warning',
  action_needed: 'warning',
  waiting: 'info',
  pending: 'info',
  synced: 'success',
  skipped: 'info',
  not_synced: 'info',
};

export function Sentence({
  connection,
  record,
}: {
  readonly connection: string;
  readonly record: ShownRecord;
}) {
  const { state, problem, waitsFor, said, hold, overruled } = record;
  return (
    <Alert type={TONES[state]} header={happenedOf(record)}>
      <SpaceBetween size="xs">
        {problem === undefined ? null : (
          <Box>
            <Badge color="blue">{textOf('owner', problem.owner)}</Badge>{' '}
            {textOf('category', problem.category)}
          </Box>
        )}
        <Box>{whyOf(record)}</Box>
        {problem === undefined ? null : <Box variant="strong">{problem.remedy}</Box>}
        {problem === undefined ? null : <Fix connection={connection} record={record} />}
        {waitsFor === undefined ? null : (
          <Box>
            {text('sentence.waits_for')} <Go to={paths.record(connection, waitsFor)}>{nameOf(waitsFor)}</Go>
          </Box>
        )}
        {hold === undefined ? null : <Box>{text('sentence.hold', { reason: hold.reason })}</Box>}
        {overruled === undefined ? null : (
          <Box>
            {text('sentence.overruled', {
              at: shortTime(overruled.at, new Date()),
              winner: text(`overruled.${overruled.winner}`),
              what: overruled.difference,
            })}
          </Box>
        )}
        {said === undefined ? null : (
          <Box color="text-body-secondary">
            {text('sentence.said', {
              what: textOf('action', said.what),
              by: said.by,
              at: shortTime(said.at, new Date()),
            })}
          </Box>
        )}
      </SpaceBetween>
    </Alert>
  );
}

/** The way to where the cause is cured, if it is cured in the policy. */
function Fix({ connection, record }: { readonly connection: string; readonly record: ShownRecord }) {
  const { data } = useTrace(connection, record);
  const fix = fixOf(record.problem?.code ?? '', data?.decision?.values ?? {});
  if (fix === undefined) return null;
  return <Go to={`${paths.mappings(connection)}${fix}`}>{text('mappings.fix')}</Go>;
}

/** What happened, with the record's name. */
export function happenedOf(record: ShownRecord): string {
  const at = shortTime(record.since, new Date());
  const key = `sentence.${record.state}`;
  const name = nameOf(record);
  return isKey(key) ? text(key, { record: name, at }) : name;
}

function whyOf({ problem, reason, drift, difference, document }: ShownRecord): string {
  if (problem !== undefined) return problem.sentence;
  if (drift !== undefined)
    return text('sentence.drift', {
      how: textOf('drift', drift.kind).toLowerCase(),
      what: drift.differences.join('; '),
    });
  if (difference !== undefined) return text('sentence.difference', { ...difference });
  if (reason !== undefined) return textOf('reason', reason);
  return document === undefined ? '' : text('sentence.document', { id: document.id });
}
