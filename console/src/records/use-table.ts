// What the records' table is showing: the filter of the URL, the screen, what is selected, and what may be done with it.
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import type { ShownRecord } from '../data/shapes.ts';
import { useOffered } from '../parts/actions.ts';
import { parseFilter } from './filter.ts';
import { useScreen } from './use-page.ts';

/** What an operator opens the page for. */
const FIRST_VIEW = 'state:failed';

export function useTable(connection: string, may: boolean) {
  const [search, setSearch] = useSearchParams();
  const line = search.get('q') ?? FIRST_VIEW;
  const tokens = parseFilter(line);
  const [cursors, setCursors] = useState<readonly (string | undefined)[]>([undefined]);
  const [at, setAt] = useState(0);
  const [chosen, setChosen] = useState<readonly ShownRecord[]>([]);
  const screen = useScreen(connection, tokens, cursors[at]);
  const records = screen.data?.records ?? [];
  // What was selected may have moved on meanwhile: it is shown as it is now.
  const selected = chosen.map((old) => records.find((now) => isSame(now, old)) ?? old);
  const offered = useOffered(connection, selected.length === 1 ? selected[0] : undefined, may);
  const filter = (next: string) => {
    setSearch({ q: next });
    setCursors([undefined]);
    setAt(0);
    setChosen([]);
  };
  const move = (to: number) => {
    if (to > at) setCursors((known) => [...known.slice(0, to), screen.data?.cursor]);
    setAt(to);
  };
  return { line, tokens, screen, records, selected, offered, at, filter, move, select: setChosen };
}

const isSame = (a: ShownRecord, b: ShownRecord): boolean => a.kind === b.kind && a.id === b.id;
