// Setting a connection up, step by step, as far as live. The step stands in the address: a way to the ledger and back, or a
// reload, ends where it began. What is entered is saved with "Next"; nothing is written to the ledger before the last step.
import Wizard from '@cloudscape-design/components/wizard';
import { useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { wordsOf } from '../data/ask.ts';
import type { Connection } from '../data/shapes.ts';
import { useDraft } from '../policy/use-policy.ts';
import { useNotices } from '../shell/notices.tsx';
import { paths } from '../shell/paths.ts';
import { text } from '../texts/text.ts';
import { useGoLive } from './live-step.tsx';
import { openIn, type StepName, stepsOf, useStepContents } from './steps.tsx';
import { useMay } from '../session/session.tsx';

interface SetupProps {
  readonly connection: Connection;
  /** Its source is read, and has an account of its own to be connected. */
  readonly isRead: boolean;
}

export function Setup({ connection, isRead }: SetupProps) {
  const { id } = connection;
  const names = stepsOf(isRead);
  const [step, goTo] = useStep(connection, names);
  const [error, setError] = useState<string>();
  const draft = useDraft(id);
  const navigate = useNavigate();
  const { tell } = useNotices();
  const may = useMay('admin');
  const goLive = useGoLive(id, () => {
    tell('success', text('setup.is_live'));
    void navigate(paths.records(id));
  });
  const contents = useStepContents({ connection, draft });
  const at = names.indexOf(step);
  const move = async (to: number) => {
    const open = to > at ? openIn(step, connection) : undefined;
    setError(open ?? (to > at && !may ? text('session.admin_only') : undefined));
    if (open !== undefined) return;
    try {
      if (draft.now !== undefined && draft.changes.length > 0) await draft.save.mutateAsync(draft.now);
      goTo(names[to] ?? step);
    } catch (refused) {
      setError(wordsOf(refused));
    }
  };
  const finish = () => goLive.mutate(undefined, { onError: (refused) => setError(wordsOf(refused)) });
  return (
    <Wizard
      activeStepIndex={at}
      onNavigate={({ detail }) => void move(detail.requestedStepIndex)}
      onCancel={() => void navigate(paths.connection(id))}
      onSubmit={finish}
      submitButtonText={text('connect.live')}
      isLoadingNextStep={draft.save.isPending || goLive.isPending}
      i18nStrings={WIZARD}
      steps={names.map((name) => ({
        title: text(`setup.step.${name}`),
        description: text(`setup.step.${name}_says`),
        content: contents(name),
        ...(name === step && error !== undefined ? { errorText: error } : {}),
      }))}
    />
  );
}

const WIZARD = {
  stepNumberLabel: (step: number) => text('connect.step', { step }),
  collapsedStepsLabel: (step: number, steps: number) => text('connect.step_of', { step, steps }),
  cancelButton: text('setup.later'),
  previousButton: text('connect.previous'),
  nextButton: text('connect.next'),
  navigationAriaLabel: text('connect.title'),
};

/** The step of the address; who comes back from one of the ends is at that end's step; else the first that is open. */
function useStep(
  connection: Connection,
  names: readonly StepName[],
): readonly [StepName, (step: StepName) => void] {
  const [search, setSearch] = useSearchParams();
  const asked = search.get('step') ?? search.get('side');
  const named = names.find((name) => name === asked);
  const [first = 'ledger'] = names;
  const resumed = connection.state === 'not_connected' ? first : 'preflight';
  return [named ?? resumed, (step) => setSearch({ step })];
}
