// One record: what happened and what to do, its facts, and behind them why, what was tried, and what differs.
import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Spinner from '@cloudscape-design/components/spinner';
import Tabs from '@cloudscape-design/components/tabs';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import type { Action } from '../data/act.ts';
import { wordsOf } from '../data/ask.ts';
import { useRecord } from '../data/queries.ts';
import { kindOf, type ShownRecord } from '../data/shapes.ts';
import { ActionDialog } from '../parts/action-dialog.tsx';
import { type Offered, useOffered } from '../parts/actions.ts';
import { nameOf } from '../parts/names.ts';
import { State } from '../parts/state.tsx';
import { RowActions, whyNot } from '../records/row-actions.tsx';
import { useMay } from '../session/session.tsx';
import { Go } from '../shell/go.tsx';
import { Page, useCrumbs } from '../shell/layout.tsx';
import { useNotices } from '../shell/notices.tsx';
import { paths } from '../shell/paths.ts';
import { useShortcuts } from '../shell/shortcuts.ts';
import { text, textOf } from '../texts/text.ts';
import { Attempts } from './attempts.tsx';
import { Difference } from './difference.tsx';
import { Facts } from './facts.tsx';
import { History } from './history.tsx';
import { Pdf } from './pdf.tsx';
import { Sentence } from './sentence.tsx';
import { supportBundle } from './support-bundle.ts';
import { Trace } from './trace.tsx';

export function RecordPage() {
  const { connection = '', kind, id = '' } = useParams();
  const name = { kind: kindOf(kind), id };
  const { data: record, error } = useRecord(connection, name);
  const crumbs = useCrumbs(
    { text: text('records.title'), href: paths.records(connection) },
    { text: nameOf(record ?? name), href: paths.record(connection, name) },
  );
  return (
    <Page crumbs={crumbs}>
      {record === undefined && error !== null ? <Alert type="error">{wordsOf(error)}</Alert> : null}
      {record === undefined && error === null ? <Spinner size="large" /> : null}
      {record === undefined ? null : <Shown connection={connection} record={record} />}
    </Page>
  );
}

function Shown({ connection, record }: { readonly connection: string; readonly record: ShownRecord }) {
  const may = useMay('operator');
  const offered = useOffered(connection, record, may);
  const [doing, setDoing] = useState<Action>();
  const navigate = useNavigate();
  const act = (action: Action) => {
    if (whyNot(action, { selected: [record], offered, may }) === undefined) setDoing(action);
  };
  useShortcuts({
    r: () => act('retry'),
    s: () => act('skip'),
    u: () => act('unsync'),
    g: () => void navigate(paths.causes(connection)),
  });
  const plan = offered?.find(({ action }) => action === doing);
  return (
    <ContentLayout
      header={
        <Header
          variant="h1"
          description={<State state={record.state} />}
          actions={
            <SpaceBetween direction="horizontal" size="xs">
              <Pdf connection={connection} record={record} />
              <CopyBundle connection={connection} record={record} />
              <RowActions selected={[record]} offered={offered} may={may} onAction={act} />
            </SpaceBetween>
          }
        >
          {nameOf(record)}
        </Header>
      }
    >
      <SpaceBetween size="l">
        <Sentence connection={connection} record={record} />
        <Blockers connection={connection} offered={offered} />
        <Facts connection={connection} record={record} />
        <Container>
          <Parts connection={connection} record={record} />
        </Container>
      </SpaceBetween>
      {doing === undefined || plan === undefined ? null : (
        <ActionDialog
          connection={connection}
          record={record}
          offered={plan}
          onDismiss={() => setDoing(undefined)}
        />
      )}
    </ContentLayout>
  );
}

function Parts(props: { readonly connection: string; readonly record: ShownRecord }) {
  return (
    <Tabs
      ariaLabel={text('record.parts')}
      tabs={[
        { id: 'trace', label: text('trace.title'), content: <Trace {...props} /> },
        { id: 'attempts', label: text('attempts.title'), content: <Attempts {...props} /> },
        { id: 'difference', label: text('diff.title'), content: <Difference {...props} /> },
        { id: 'history', label: text('history.title'), content: <History {...props} /> },
      ]}
    />
  );
}

/** What is in the way of an action and can be done about elsewhere: a link leads there. */
function Blockers({
  connection,
  offered = [],
}: {
  readonly connection: string;
  readonly offered: readonly Offered[] | undefined;
}) {
  const blocked = offered.find(({ refusal }) => refusal?.nextAction !== undefined);
  const next = blocked?.refusal?.nextAction;
  if (blocked === undefined || next === undefined) return null;
  return (
    <Alert
      type="info"
      header={text('record.blocked', { action: textOf('action', blocked.action) })}
      action={
        <Go to={paths.record(connection, next)}>
          {text('record.blocker', { action: textOf('action', next.action), record: nameOf(next) })}
        </Go>
      }
    >
      {blocked.refusal?.blocker}
    </Alert>
  );
}

function CopyBundle({ connection, record }: { readonly connection: string; readonly record: ShownRecord }) {
  const { tell, fail } = useNotices();
  const copy = async () => {
    await navigator.clipboard.writeText(await supportBundle(connection, record));
    tell('success', text('record.copied'));
  };
  return (
    <Button iconName="copy" onClick={() => void copy().catch(fail)}>
      {text('record.bundle')}
    </Button>
  );
}
