// Why it is as it is: from the event over the rule and what it read to what was sent and what came back.
import Box from '@cloudscape-design/components/box';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import Spinner from '@cloudscape-design/components/spinner';
import Steps, { type StepsProps } from '@cloudscape-design/components/steps';
import type { ReactNode } from 'react';
import { useTrace } from '../data/queries.ts';
import type { ShownRecord, Trace as Traced } from '../data/shapes.ts';
import { Go } from '../shell/go.tsx';
import { paths } from '../shell/paths.ts';
import { when } from '../texts/format.ts';
import { text, textOf } from '../texts/text.ts';

export function Trace({ connection, record }: { readonly connection: string; readonly record: ShownRecord }) {
  const { data } = useTrace(connection, record);
  if (data === undefined) return <Spinner />;
  return (
    <Steps
      ariaLabel={text('trace.title')}
      steps={[eventStep(data), ruleStep(connection, data), writeStep(data), ...answerSteps(data)]}
    />
  );
}

const step = (status: StepsProps.Step['status'], header: string, details: ReactNode): StepsProps.Step => ({
  status,
  header,
  details,
  statusIconAriaLabel: status,
});

function eventStep({ source }: Traced): StepsProps.Step {
  if (source === undefined) return step('stopped', text('trace.no_event'), null);
  const { revision, receivedAt, eventId, presence, record } = source;
  return step(
    'success',
    text('trace.event', { revision, at: when(receivedAt) }),
    <>
      <Box>{text('trace.event_id', { id: eventId, presence: textOf('presence', presence) })}</Box>
      <Content title={text('trace.content')} value={record} />
    </>,
  );
}

function ruleStep(connection: string, { decision, record }: Traced): StepsProps.Step {
  if (decision === undefined) return step('pending', text('trace.no_rule'), null);
  const { rule, values, policyVersion, at } = decision;
  const facts = Object.entries(values).map(([label, value]) => ({ label, value }));
  return step(
    record.state === 'failed' ? 'error' : 'success',
    text('trace.rule', { rule, decision: textOf('decision', decision.decision) }),
    <>
      <Box>
        {text('trace.decided', { at: when(at) })}{' '}
        <Go to={`${paths.policy(connection)}?version=${policyVersion}`}>
          {text('trace.policy', { version: policyVersion })}
        </Go>
      </Box>
      {facts.length === 0 ? null : <KeyValuePairs columns={4} items={facts} />}
    </>,
  );
}

function writeStep({ write }: Traced): StepsProps.Step {
  if (write === undefined) return step('stopped', text('trace.no_write'), null);
  const { operation, state, announcedAt, entry, requestId, document, revision } = write;
  return step(
    state === 'open' ? 'in-progress' : 'success',
    text('trace.write', { operation: textOf('operation', operation), at: when(announcedAt) }),
    <>
      <Box>{text('trace.write_says', { entry, requestId, revision })}</Box>
      <Content title={text('trace.payload')} value={document} />
    </>,
  );
}

function answerSteps({ record: { attempts } }: Traced): readonly StepsProps.Step[] {
  return attempts
    .slice(0, 1)
    .map(({ at, outcome, detail }) =>
      step(
        outcome === 'done' ? 'success' : outcome === 'fault' ? 'error' : 'warning',
        text('trace.answer', { outcome: textOf('outcome', outcome), at: when(at) }),
        detail === undefined ? null : <Box>{detail}</Box>,
      ),
    );
}

function Content({ title, value }: { readonly title: string; readonly value: unknown }) {
  if (value === undefined) return null;
  return (
    <ExpandableSection headerText={title}>
      <Box variant="pre">{JSON.stringify(value, null, 2)}</Box>
    </ExpandableSection>
  );
}
