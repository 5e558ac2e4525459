// A plan in words: what would be decided, what goes first, and the request to the ledger digit by digit.
import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { Plan } from '../data/shapes.ts';
import { Go } from '../shell/go.tsx';
import { paths } from '../shell/paths.ts';
import { text, textOf } from '../texts/text.ts';
import { nameOf } from './names.ts';

export function PlanView({ connection, plan }: { readonly connection: string; readonly plan: Plan }) {
  const { first = [], write, problem } = plan;
  return (
    <Alert type={problem === undefined ? 'info' : 'warning'} header={text('plan.title')}>
      <SpaceBetween size="xs">
        <Box>{sentenceOf(plan)}</Box>
        {first.length === 0 ? null : (
          <Box>
            {text('plan.first')}{' '}
            {first.map((record) => (
              <Box key={`${record.kind} ${record.id}`} display="inline" margin={{ right: 's' }}>
                <Go to={paths.record(connection, record)}>{nameOf(record)}</Go>
              </Box>
            ))}
          </Box>
        )}
        {write?.request === undefined ? null : (
          <ExpandableSection headerText={text('plan.request')}>
            <Box variant="code">
              {write.request.method} {write.request.path}
            </Box>
            <Box variant="pre">{pretty(write.request.body)}</Box>
          </ExpandableSection>
        )}
      </SpaceBetween>
    </Alert>
  );
}

function sentenceOf({ decision, reason, says, problem, write, heldBy }: Plan): string {
  const held = heldBy === undefined ? '' : `${text('plan.held', { by: textOf('hold', heldBy) })} `;
  if (problem !== undefined) return `${held}${problem.sentence} ${problem.remedy}`;
  if (write !== undefined) return `${held}${textOf('plan.write', write.operation)}`;
  if (says !== undefined) return held + says;
  const why = reason === undefined ? '' : ` (${textOf('reason', reason)})`;
  return `${held}${textOf('plan.decision', decision)}${why}`;
}

/** Only broken into lines: every digit stays as it would be sent. */
function pretty(body: string): string {
  return body.replaceAll(',"', ',\n"').slice(0, SHOWN_MAX);
}

/** Twenty screens of a request are more than anybody reads. */
const SHOWN_MAX = 20_000;
