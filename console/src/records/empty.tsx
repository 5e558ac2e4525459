// An empty table says what is known: when we last heard and looked, and that it is empty because all is well.
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useHistory, useLastComparison } from '../data/activity.ts';
import type { Connection } from '../data/shapes.ts';
import { count, shortTime } from '../texts/format.ts';
import { text, textOf } from '../texts/text.ts';

interface EmptyProps {
  readonly connection: Connection | undefined;
  readonly state: string | undefined;
  readonly onAll?: () => void;
}

export function Empty({ connection, state, onAll }: EmptyProps) {
  const id = connection?.id ?? '';
  const { data: history } = useHistory(id, 'day');
  const compared = useLastComparison(id);
  const sweep = connection?.lastSweepAt;
  const heard = history?.lastEventAt;
  const now = new Date();
  const facts = [
    state === undefined
      ? text('empty.none')
      : text('empty.state', { state: textOf('state', state).toLowerCase() }),
    ...(history === undefined
      ? []
      : [heard === undefined ? text('empty.no_event') : text('empty.event', { at: shortTime(heard, now) })]),
    sweep === undefined ? text('empty.no_sweep') : text('empty.sweep', { at: shortTime(sweep, now) }),
    ...(history === undefined ? [] : [text('empty.month', { count: count(history.month.synced) })]),
    agreementOf(compared, now),
    ...(connection === undefined
      ? []
      : [text('empty.connection', { state: textOf('connection.state', connection.state).toLowerCase() })]),
  ];
  return (
    <Box textAlign="center" padding="l">
      <SpaceBetween size="s">
        <Box variant="strong">{facts.join(' ')}</Box>
        {onAll === undefined ? null : <Button onClick={onAll}>{text('views.all')}</Button>}
      </SpaceBetween>
    </Box>
  );
}

/** Whether the books agreed when they were compared last. */
export function agreementOf(compared: ReturnType<typeof useLastComparison>, now: Date): string {
  if (compared === undefined) return text('empty.not_compared');
  const at = shortTime(compared.endedAt ?? compared.startedAt, now);
  const { from, to } = compared;
  return text(compared.agrees === true ? 'empty.agrees' : 'empty.differs', { from, to, at });
}
