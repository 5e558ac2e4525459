// j and k move from row to row, x selects: the focus itself moves, so Enter opens and a screen reader follows.
import type { ShownRecord } from '../data/shapes.ts';
import { useShortcuts } from '../shell/shortcuts.ts';

interface RowKeys {
  readonly records: readonly ShownRecord[];
  readonly selected: readonly ShownRecord[];
  readonly onSelect: (records: readonly ShownRecord[]) => void;
}

export function useRowKeys({ records, selected, onSelect }: RowKeys): void {
  useShortcuts({
    j: () => move(1),
    k: () => move(-1),
    x: () => {
      const record = records[rowAt()];
      if (record === undefined) return;
      const rest = selected.filter(({ kind, id }) => kind !== record.kind || id !== record.id);
      onSelect(rest.length < selected.length ? rest : [...rest, record]);
    },
  });
}

export function focusSearch(): void {
  document.querySelector<HTMLInputElement>('#search input')?.focus();
}

const rows = (): readonly HTMLAnchorElement[] => [
  ...document.querySelectorAll<HTMLAnchorElement>(
    'tbody tr td a[href*="/records/"]:first-of-type, tbody tr th a[href*="/records/"]',
  ),
];

/** The row that has the focus; -1: none. */
function rowAt(): number {
  const row = document.activeElement?.closest('tr');
  return rows().findIndex((link) => link.closest('tr') === row);
}

function move(by: 1 | -1): void {
  const all = rows();
  const from = rowAt();
  const to = from < 0 ? 0 : Math.min(Math.max(from + by, 0), all.length - 1);
  all[to]?.focus();
}
