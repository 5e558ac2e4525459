// All records that the filter means, as a file for a spreadsheet.
import type { ShownRecord } from '../data/shapes.ts';
import { partyOf } from '../parts/names.ts';
import { type Rows, SaveCsv } from '../parts/save-csv.tsx';
import type { Token } from './filter.ts';
import { allRecords } from './use-page.ts';

interface CsvProps {
  readonly connection: string;
  readonly tokens: readonly Token[];
  readonly isEmpty: boolean;
}

export function Csv({ connection, tokens, isEmpty }: CsvProps) {
  const rows = async () => {
    const { records, isPart } = await allRecords(connection, tokens);
    return { rows: rowsOf(records), isPart };
  };
  return <SaveCsv name="records" head={HEAD} rows={rows} isEmpty={isEmpty} short />;
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
  'cause',
  'category',
  'owner',
  'sentence',
  'remedy',
  'ledger type',
  'ledger id',
];

function rowsOf(records: readonly ShownRecord[]): Rows {
  return records.map((record) => {
    const { kind, id, number, state, since, amount, currency, date, problem, reason, document } = record;
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
      problem?.code ?? reason,
      problem?.category,
      problem?.owner,
      problem?.sentence,
      problem?.remedy,
      document?.type,
      document?.id,
    ];
    return all.map((value) => value ?? '');
  });
}
