// What is shown, as a file for a spreadsheet.
import Button from '@cloudscape-design/components/button';
import type { ShownRecord } from '../data/shapes.ts';
import { saveCsv } from '../parts/csv.ts';
import { partyOf } from '../parts/names.ts';
import { text } from '../texts/text.ts';

export function Csv({ records }: { readonly records: readonly ShownRecord[] }) {
  return (
    <Button
      iconName="download"
      ariaLabel={text('csv.save')}
      disabled={records.length === 0}
      onClick={() => saveCsv('records', rowsOf(records))}
    />
  );
}

const HEAD = [
  'kind',
  'id',
  'number',
  'party',
  'state',
  'since',
  'amount',
  'currency',
  'date',
  'problem',
  'owner',
  'sentence',
  'remedy',
  'ledger type',
  'ledger id',
];

function rowsOf(records: readonly ShownRecord[]): readonly (readonly string[])[] {
  const rows = records.map((record) => {
    const { kind, id, number, state, since, amount, currency, date, problem, document } = record;
    const all = [
      kind,
      id,
      number,
      partyOf(record),
      state,
      since,
      amount,
      currency,
      date,
      problem?.code,
      problem?.owner,
      problem?.sentence,
      problem?.remedy,
      document?.type,
      document?.id,
    ];
    return all.map((value) => value ?? '');
  });
  return [HEAD, ...rows];
}
