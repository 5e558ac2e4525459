// The button that saves a table for a spreadsheet: all of it, also what stands on pages that were not opened yet.
import Button from '@cloudscape-design/components/button';
import { useState } from 'react';
import { useNotices } from '../shell/notices.tsx';
import { count } from '../texts/format.ts';
import { text } from '../texts/text.ts';
import { saveCsv } from './csv.ts';

export type Rows = readonly (readonly string[])[];

interface SaveCsvProps {
  /** Of the file; the day is added. */
  readonly name: string;
  readonly head: readonly string[];
  /** The rows as they are at the click; `isPart`: there were more than are fetched at once. */
  readonly rows: () => Rows | Promise<{ readonly rows: Rows; readonly isPart: boolean }>;
  readonly isEmpty: boolean;
  /** Only the sign, where there is no room for a word. */
  readonly short?: boolean;
}

export function SaveCsv({ name, head, rows, isEmpty, short = false }: SaveCsvProps) {
  const [isBusy, setBusy] = useState(false);
  const { tell, fail } = useNotices();
  const save = async () => {
    setBusy(true);
    try {
      const given = rows();
      const all = given instanceof Promise ? await given : { rows: given, isPart: false };
      saveCsv(name, [head, ...all.rows]);
      if (all.isPart) tell('warning', text('csv.part', { count: count(all.rows.length) }));
    } catch (error) {
      fail(error);
    }
    setBusy(false);
  };
  return (
    <Button
      iconName="download"
      disabled={isEmpty}
      loading={isBusy}
      onClick={() => void save()}
      {...(short ? { ariaLabel: text('csv.save') } : {})}
    >
      {short ? undefined : text('csv.short')}
    </Button>
  );
}
