// The records of a connection: tiles, search, the table, and what can be done about what is selected.
import ContentLayout from '@cloudscape-design/components/content-layout';
import Grid from '@cloudscape-design/components/grid';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import type { Action } from '../data/act.ts';
import type { ShownRecord } from '../data/shapes.ts';
import type { Offered } from '../parts/actions.ts';
import { useConnection } from '../data/queries.ts';
import { ActionDialog } from '../parts/action-dialog.tsx';
import { ConnectionProblem } from '../parts/connection-problem.tsx';
import { ConnectionState } from '../parts/state.tsx';
import { useMay } from '../session/session.tsx';
import { Page, useCrumbs } from '../shell/layout.tsx';
import { paths } from '../shell/paths.ts';
import { useShortcuts } from '../shell/shortcuts.ts';
import { text } from '../texts/text.ts';
import { Activity } from './activity.tsx';
import { writeFilter } from './filter.ts';
import { Found } from './found.tsx';
import { ManyDialog } from './many-dialog.tsx';
import { isNarrow, RecordsTable } from './records-table.tsx';
import { focusSearch, useRowKeys } from './row-keys.ts';
import { whyNot } from './row-actions.tsx';
import { Tiles } from './tiles.tsx';
import { useTable } from './use-table.ts';

export function RecordsPage() {
  const { connection = '' } = useParams();
  const navigate = useNavigate();
  const shown = useConnection(connection);
  const may = useMay('operator');
  const table = useTable(connection, may);
  const [doing, setDoing] = useState<Action>();
  const { records, selected, offered, screen } = table;
  // On a telephone the records come first, the chart last.
  const [narrow] = useState(isNarrow);
  const act = (action: Action) => {
    if (whyNot(action, { selected, offered, may }) === undefined) setDoing(action);
  };
  useRowKeys({ records, selected, onSelect: table.select });
  useShortcuts({
    r: () => act('retry'),
    s: () => act('skip'),
    u: () => act('unsync'),
    g: () => void navigate(paths.causes(connection)),
    '/': focusSearch,
  });
  const plan = offered?.find(({ action }) => action === doing);
  return (
    <Page crumbs={useCrumbs({ text: text('records.title'), href: paths.records(connection) })}>
      <ContentLayout
        header={
          <Header
            variant="h1"
            description={shown.data === undefined ? undefined : <ConnectionState state={shown.data.state} />}
          >
            {shown.data?.name ?? connection}
          </Header>
        }
      >
        <SpaceBetween size="l">
          <ConnectionProblem connection={shown.data} />
          {narrow ? (
            <Tiles connection={connection} counts={shown.data?.records} />
          ) : (
            <Grid gridDefinition={HALVES}>
              <Tiles connection={connection} counts={shown.data?.records} />
              <Activity connection={connection} />
            </Grid>
          )}
          {screen.isPending ? null : <Found connection={connection} tokens={table.tokens} shown={records} />}
          <RecordsTable
            {...{ connection, records, selected, offered, may }}
            line={table.line}
            tokens={table.tokens}
            at={table.at}
            screen={screen.data}
            summary={shown.data}
            isLoading={screen.isPending}
            error={screen.error}
            onFilter={(next) => table.filter(writeFilter(next))}
            onLine={table.filter}
            onSelect={table.select}
            onAction={act}
            onMove={table.move}
          />
          {narrow ? <Activity connection={connection} /> : null}
        </SpaceBetween>
      </ContentLayout>
      <Doing {...{ connection, doing, selected, plan }} onDismiss={() => setDoing(undefined)} />
    </Page>
  );
}

/** Figures and chart beside each other where there is room. */
const HALVES = [{ colspan: { default: 12, m: 6 } }, { colspan: { default: 12, m: 6 } }];

interface DoingProps {
  readonly connection: string;
  readonly doing: Action | undefined;
  readonly selected: readonly ShownRecord[];
  /** Of the one that is selected. */
  readonly plan: Offered | undefined;
  readonly onDismiss: () => void;
}

/** The dialogue of an action: of one record, or of several. */
function Doing({ connection, doing, selected, plan, onDismiss }: DoingProps) {
  const [one] = selected;
  if (doing === undefined || one === undefined) return null;
  if (selected.length > 1)
    return <ManyDialog {...{ connection, action: doing, records: selected, onDismiss }} />;
  if (plan === undefined) return null;
  return <ActionDialog {...{ connection, record: one, offered: plan, onDismiss }} />;
}
