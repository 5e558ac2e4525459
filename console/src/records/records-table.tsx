// The table itself: search, views, columns to choose, pages, and a word on what an empty one means.
import Alert from '@cloudscape-design/components/alert';
import CollectionPreferences, {
  type CollectionPreferencesProps,
} from '@cloudscape-design/components/collection-preferences';
import Header from '@cloudscape-design/components/header';
import Pagination from '@cloudscape-design/components/pagination';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import { useState } from 'react';
import type { Action } from '../data/act.ts';
import { wordsOf } from '../data/ask.ts';
import type { Connection, ShownRecord } from '../data/shapes.ts';
import type { Offered } from '../parts/actions.ts';
import { nameOf } from '../parts/names.ts';
import { useTick } from '../parts/use-tick.ts';
import { count } from '../texts/format.ts';
import { text } from '../texts/text.ts';
import { COLUMN_IDS, columnsOf, NARROW_IDS } from './columns.tsx';
import { Csv } from './csv.tsx';
import { Empty } from './empty.tsx';
import { asked, type Token } from './filter.ts';
import { RowActions } from './row-actions.tsx';
import { Search } from './search.tsx';
import type { Screen } from './use-page.ts';
import { Views } from './views.tsx';

interface RecordsTableProps {
  readonly connection: string;
  readonly line: string;
  readonly tokens: readonly Token[];
  readonly records: readonly ShownRecord[];
  readonly selected: readonly ShownRecord[];
  readonly offered: readonly Offered[] | undefined;
  readonly may: boolean;
  /** The number of the screen, from 0. */
  readonly at: number;
  readonly screen: Screen | undefined;
  readonly summary: Connection | undefined;
  readonly isLoading: boolean;
  readonly error: unknown;
  readonly onFilter: (tokens: readonly Token[]) => void;
  readonly onLine: (line: string) => void;
  readonly onSelect: (records: readonly ShownRecord[]) => void;
  readonly onAction: (action: Action) => void;
  readonly onMove: (to: number) => void;
}

/** A telephone. */
export const isNarrow = (): boolean => matchMedia('(max-width: 688px)').matches;

export function RecordsTable(props: RecordsTableProps) {
  const { connection, records, selected, screen, at } = props;
  const [preferences, setPreferences] = useState<CollectionPreferencesProps.Preferences>({
    visibleContent: isNarrow() ? NARROW_IDS : COLUMN_IDS,
    wrapLines: true,
  });
  const now = useTick();
  const { health } = asked(props.tokens).query;
  return (
    <Table
      variant="container"
      stickyHeader
      enableKeyboardNavigation
      resizableColumns
      items={[...records]}
      trackBy={({ kind, id }) => `${kind} ${id}`}
      columnDefinitions={columnsOf(connection, now)}
      columnDisplay={(preferences.visibleContent ?? []).map((id) => ({ id, visible: true }))}
      wrapLines={preferences.wrapLines ?? true}
      selectionType="multi"
      selectedItems={[...selected]}
      onSelectionChange={({ detail }) => props.onSelect(detail.selectedItems)}
      loading={props.isLoading}
      loadingText={text('records.loading')}
      ariaLabels={{
        tableLabel: text('records.title'),
        selectionGroupLabel: text('records.select'),
        allItemsSelectionLabel: () => text('records.select_all'),
        itemSelectionLabel: (_all, record) => nameOf(record),
      }}
      empty={
        props.error === null ? (
          <Empty connection={props.summary} state={health} onAll={() => props.onLine('')} />
        ) : (
          <Alert type="error">{wordsOf(props.error)}</Alert>
        )
      }
      header={
        <Header
          counter={counterOf(selected.length, records.length, screen?.cursor !== undefined)}
          actions={
            <SpaceBetween direction="horizontal" size="xs">
              <Views line={props.line} onChoose={props.onLine} />
              <Csv connection={connection} tokens={props.tokens} isEmpty={records.length === 0} />
              <RowActions {...props} />
            </SpaceBetween>
          }
        >
          {text('records.title')}
        </Header>
      }
      filter={<Search tokens={props.tokens} onChange={props.onFilter} found={foundOf(screen)} />}
      pagination={
        <Pagination
          currentPageIndex={at + 1}
          pagesCount={screen?.cursor === undefined ? at + 1 : at + 2}
          openEnd={screen?.cursor !== undefined}
          onChange={({ detail }) => props.onMove(detail.currentPageIndex - 1)}
        />
      }
      preferences={<Preferences preferences={preferences} onChange={setPreferences} />}
    />
  );
}

function counterOf(selected: number, shown: number, isMore: boolean): string {
  const all = `${count(shown)}${isMore ? '+' : ''}`;
  return selected === 0 ? `(${all})` : `(${selected}/${all})`;
}

/** Whoever filters by what the API does not know has to know how far it was looked. */
function foundOf(screen: Screen | undefined): string {
  if (screen === undefined) return '';
  const { records, looked, cursor } = screen;
  if (looked === records.length) return text('records.found', { count: records.length });
  return text(cursor === undefined ? 'records.found_of' : 'records.found_so_far', {
    count: records.length,
    looked,
  });
}

interface PreferencesProps {
  readonly preferences: CollectionPreferencesProps.Preferences;
  readonly onChange: (preferences: CollectionPreferencesProps.Preferences) => void;
}

function Preferences({ preferences, onChange }: PreferencesProps) {
  const options = COLUMN_IDS.map((id) => ({ id, label: text(`records.${id}`) }));
  return (
    <CollectionPreferences
      preferences={preferences}
      onConfirm={({ detail }) => onChange(detail)}
      title={text('records.preferences')}
      confirmLabel={text('act.ok')}
      cancelLabel={text('act.cancel')}
      wrapLinesPreference={{ label: text('records.wrap'), description: text('records.wrap_says') }}
      visibleContentPreference={{ title: text('records.columns'), options: [{ label: '', options }] }}
    />
  );
}
