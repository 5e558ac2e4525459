// What holds all records of a connection back, above everything else: said once instead of a thousand times.
import Alert from '@cloudscape-design/components/alert';
import type { Connection } from '../data/shapes.ts';
import { Go } from '../shell/go.tsx';
import { paths } from '../shell/paths.ts';
import { text } from '../texts/text.ts';

export function ConnectionProblem({ connection }: { readonly connection: Connection | undefined }) {
  if (connection === undefined) return null;
  const { id, state, problem } = connection;
  if (state === 'not_live')
    return (
      <Alert type="info" header={text('connection.not_live')} action={<Way id={id} state={state} />}>
        {text('connection.not_live_says')}
      </Alert>
    );
  if (problem !== undefined)
    return (
      <Alert type="error" header={problem.sentence} action={<Way id={id} state={state} />}>
        {problem.remedy}
      </Alert>
    );
  if (state === 'paused')
    return (
      <Alert type="warning" header={text('connection.paused')} action={<Way id={id} state={state} />}>
        {text('connection.paused_says')}
      </Alert>
    );
  if (state === 'not_connected')
    return (
      <Alert type="info" header={text('connection.not_connected')} action={<Way id={id} state={state} />}>
        {text('connection.not_connected_says')}
      </Alert>
    );
  return null;
}

function Way({ id, state }: { readonly id: string; readonly state: string }) {
  if (state === 'not_live') return <Go to={paths.connect(id)}>{text('connection.set_up')}</Go>;
  const isOff = state === 'disconnected' || state === 'session_over' || state === 'not_connected';
  return (
    <Go to={isOff ? paths.connect(id) : paths.connection(id)}>
      {text(isOff ? 'connection.connect' : 'connection.open')}
    </Go>
  );
}
