// An empty table says what is known: when we last heard and looked, and that it is empty because all is well.
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { Connection } from '../data/shapes.ts';
import { shortTime } from '../texts/format.ts';
import { text, textOf } from '../texts/text.ts';

interface EmptyProps {
  readonly connection: Connection | undefined;
  readonly state: string | undefined;
  readonly onAll?: () => void;
}

export function Empty({ connection, state, onAll }: EmptyProps) {
  const sweep = connection?.lastSweepAt;
  const facts = [
    state === undefined
      ? text('empty.none')
      : text('empty.state', { state: textOf('state', state).toLowerCase() }),
    sweep === undefined ? text('empty.no_sweep') : text('empty.sweep', { at: shortTime(sweep, new Date()) }),
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
