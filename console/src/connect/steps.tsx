// The steps of setting a connection up: their order, what each shows, and what has to be done before the next one.
import Alert from '@cloudscape-design/components/alert';
import Container from '@cloudscape-design/components/container';
import DatePicker from '@cloudscape-design/components/date-picker';
import FormField from '@cloudscape-design/components/form-field';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ReactNode } from 'react';
import { Preflight } from '../connection/preflight.tsx';
import { Keys } from '../connection/keys.tsx';
import { SigningSecret } from '../connection/signing-secret.tsx';
import type { Connection } from '../data/shapes.ts';
import { valueAt, withValue } from '../policy/draft.ts';
import type { Draft } from '../policy/use-policy.ts';
import { text } from '../texts/text.ts';
import { DryRun } from './dry-run.tsx';
import { End } from './end.tsx';
import { FirstImport } from './first-import.tsx';
import { LiveStep } from './live-step.tsx';
import { useOutcome } from './outcome.tsx';
import { PolicyStep } from './policy-step.tsx';
import { isIn } from './use-connectors.ts';

export type StepName = 'key' | 'source' | 'ledger' | 'preflight' | 'policy' | 'cut_over' | 'try' | 'live';

/** A product that sends needs a key; a source that is read has an account of its own. */
export function stepsOf(isRead: boolean): readonly StepName[] {
  return [isRead ? 'source' : 'key', 'ledger', 'preflight', 'policy', 'cut_over', 'try', 'live'];
}

/** What has to be done in a step before the next one makes sense. */
export function openIn(step: StepName, connection: Connection): string | undefined {
  if (step !== 'source' && step !== 'ledger') return undefined;
  return isIn(connection, step) ? undefined : text(`setup.open.${step}`);
}

interface Parts {
  readonly connection: Connection;
  readonly draft: Draft;
}

export function useStepContents({ connection, draft }: Parts): (step: StepName) => ReactNode {
  const outcome = useOutcome();
  const { id } = connection;
  return (step) => {
    switch (step) {
      case 'key':
        return (
          <SpaceBetween size="l">
            <Keys connection={id} />
            <SigningSecret connection={id} />
          </SpaceBetween>
        );
      case 'source':
      case 'ledger':
        return <End connection={connection} side={step} outcome={outcome(step)} />;
      case 'preflight':
        return (
          <SpaceBetween size="l">
            <Alert type="info">{text('setup.preflight_now')}</Alert>
            <FirstImport connection={id} />
            <Preflight connection={id} />
          </SpaceBetween>
        );
      case 'policy':
        return <PolicyStep connection={id} draft={draft} />;
      case 'cut_over':
        return <CutOver draft={draft} />;
      case 'try':
        return <DryRun connection={connection} />;
      case 'live':
        return <LiveStep connection={connection} />;
    }
  };
}

const CUT_OVER = ['backfill', 'exportFrom'];

function CutOver({ draft: { now, setDraft } }: Pick<Parts, 'draft'>) {
  const from = valueAt(now, CUT_OVER);
  if (now === undefined) return <Alert type="info">{text('policy.choose_preset')}</Alert>;
  return (
    <Container>
      <FormField
        label={text('connect.cut_over')}
        description={text('connect.cut_over_says')}
        constraintText={text('setup.cut_over_form')}
      >
        <DatePicker
          value={typeof from === 'string' ? from : ''}
          placeholder="YYYY/MM/DD"
          openCalendarAriaLabel={(day) => text('setup.calendar', { day: day ?? '–' })}
          onChange={({ detail }) =>
            setDraft(withValue(now, CUT_OVER, detail.value === '' ? undefined : detail.value))
          }
        />
      </FormField>
    </Container>
  );
}
