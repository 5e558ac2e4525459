// Connecting a company, step by step: grant access, preflight, a policy, tried on what is there, then let it go.
import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import DatePicker from '@cloudscape-design/components/date-picker';
import FormField from '@cloudscape-design/components/form-field';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Wizard from '@cloudscape-design/components/wizard';
import { useState } from 'react';
import { useNavigate, useParams, useSearchParams } from 'react-router';
import { useConnection } from '../data/queries.ts';
import { Preflight } from '../connection/preflight.tsx';
import { ConnectionState } from '../parts/state.tsx';
import { valueAt, withValue } from '../policy/draft.ts';
import { Presets } from '../policy/policy-page.tsx';
import { ChangesTable, TryDialog } from '../policy/try-dialog.tsx';
import { type Draft, useDraft } from '../policy/use-policy.ts';
import { Page, useCrumbs } from '../shell/layout.tsx';
import { paths } from '../shell/paths.ts';
import { text } from '../texts/text.ts';
import { Grant } from './grant.tsx';
import { Outcome } from './outcome.tsx';

export function ConnectPage() {
  const { connection = '' } = useParams();
  const [search] = useSearchParams();
  const outcome = search.get('outcome');
  const { data } = useConnection(connection);
  const draft = useDraft(connection);
  const navigate = useNavigate();
  const isConnected = data?.state === 'connected' || data?.state === 'paused';
  const [step, setStep] = useState(outcome === 'connected' ? 1 : 0);
  const crumbs = useCrumbs({ text: text('connect.title'), href: paths.connect(connection) });
  const done = () => void navigate(paths.records(connection));
  return (
    <Page crumbs={crumbs}>
      <Wizard
        activeStepIndex={step}
        onNavigate={({ detail }) => setStep(detail.requestedStepIndex)}
        onCancel={done}
        onSubmit={done}
        submitButtonText={text('connect.live')}
        i18nStrings={WIZARD}
        allowSkipTo={isConnected}
        steps={[
          {
            title: text('connect.grant'),
            description: text('connect.grant_says'),
            content: (
              <SpaceBetween size="l">
                <Outcome outcome={outcome} />
                {data === undefined ? null : (
                  <Container>
                    <SpaceBetween size="m">
                      <ConnectionState state={data.state} />
                      <Grant connection={data} />
                    </SpaceBetween>
                  </Container>
                )}
              </SpaceBetween>
            ),
          },
          {
            title: text('connect.policy'),
            description: text('connect.policy_says'),
            content: <PolicyStep draft={draft} />,
          },
          {
            title: text('preflight.title'),
            description: text('connect.preflight_says'),
            content: <Preflight connection={connection} />,
          },
          {
            title: text('connect.live'),
            description: text('connect.live_says'),
            content: <LiveStep connection={connection} draft={draft} />,
          },
        ]}
      />
    </Page>
  );
}

const WIZARD = {
  stepNumberLabel: (step: number) => text('connect.step', { step }),
  collapsedStepsLabel: (step: number, steps: number) => text('connect.step_of', { step, steps }),
  cancelButton: text('act.cancel'),
  previousButton: text('connect.previous'),
  nextButton: text('connect.next'),
  navigationAriaLabel: text('connect.title'),
};

const CUT_OVER = ['backfill', 'exportFrom'];

function PolicyStep({ draft }: { readonly draft: Draft }) {
  const { now, saved, setDraft } = draft;
  const from = valueAt(now, CUT_OVER);
  const preset = valueAt(now, ['preset']);
  return (
    <Container>
      <SpaceBetween size="l">
        <FormField label={text('policy.presets')} description={text('connect.preset_says')}>
          <SpaceBetween direction="horizontal" size="s" alignItems="center">
            <Presets draft={draft} />
            <Box variant="strong">{typeof preset === 'string' ? preset : text('policy.none_yet')}</Box>
          </SpaceBetween>
        </FormField>
        {now === undefined ? null : (
          <FormField label={text('connect.cut_over')} description={text('connect.cut_over_says')}>
            <DatePicker
              value={typeof from === 'string' ? from : ''}
              placeholder="YYYY/MM/DD"
              onChange={({ detail }) =>
                setDraft(withValue(now, CUT_OVER, detail.value === '' ? undefined : detail.value))
              }
            />
          </FormField>
        )}
        {saved.data === null && now === undefined ? (
          <Alert type="info">{text('policy.choose_preset')}</Alert>
        ) : null}
      </SpaceBetween>
    </Container>
  );
}

function LiveStep({ connection, draft }: { readonly connection: string; readonly draft: Draft }) {
  const [isTrying, setTrying] = useState(false);
  const { changes } = draft;
  return (
    <Container>
      <SpaceBetween size="m">
        {changes.length === 0 ? (
          <Alert type="success">{text('connect.ready')}</Alert>
        ) : (
          <>
            <Alert type="info">{text('policy.changed', { count: changes.length })}</Alert>
            <ChangesTable changes={changes} />
            <Button variant="primary" onClick={() => setTrying(true)}>
              {text('policy.try')}
            </Button>
          </>
        )}
        {isTrying ? (
          <TryDialog connection={connection} draft={draft} onDismiss={() => setTrying(false)} />
        ) : null}
      </SpaceBetween>
    </Container>
  );
}
