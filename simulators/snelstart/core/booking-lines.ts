// One line of a sales booking: its ledger decides which kind of VAT it may carry and whether a cost centre is needed.
import { type JsonObject, objectAt, textAt } from '../../quickbooks/core/json.ts';
import type { Administration } from './administration.ts';
import { type Amount, readAmount, toNumber } from './amounts.ts';
import { invalidModel, isRefusal, refuse, type Refusal } from './faults.ts';

export interface CheckedLine {
  /** Without VAT. */
  readonly amount: Amount;
  /** `Geen`, `Laag`, `Hoog` or `Overig`: the words of lines, which are not those of the header. */
  readonly kind: string;
  readonly shown: JsonObject;
}

const KINDS = ['Geen', 'Laag', 'Hoog', 'Overig'];
const TEXT_MAX = 250;

export function checkLine(books: Administration, line: JsonObject): CheckedLine | Refusal {
  const ledger = ledgerOf(books, line);
  if (isRefusal(ledger)) return ledger;
  const centre = centreOf(books, line, ledger['kostenplaatsVerplicht'] === true);
  if (isRefusal(centre)) return centre;
  if ((textAt(line, 'omschrijving') ?? '').length > TEXT_MAX) return refuse('BOE-0071');
  const amount = readAmount(line['bedrag']);
  if (amount === undefined) {
    return invalidModel({ 'verkoopBoeking.boekingsregels.bedrag': 'The bedrag field is required.' });
  }
  if (amount === 0n) return refuse('BOE-0028');
  const allowed = ledger['btwSoort'];
  const kind = textAt(line, 'btwSoort') ?? (Array.isArray(allowed) ? String(allowed[0] ?? 'Geen') : 'Geen');
  if (!KINDS.includes(kind) || !(Array.isArray(allowed) && allowed.includes(kind))) return refuse('BOE-0082');
  const shown = {
    omschrijving: textAt(line, 'omschrijving') ?? null,
    grootboek: refTo('grootboeken', textAt(ledger, 'id') ?? ''),
    kostenplaats: centre === undefined ? null : refTo('kostenplaatsen', centre),
    bedrag: toNumber(amount),
    btwSoort: kind,
  };
  return { amount, kind, shown };
}

function ledgerOf(books: Administration, line: JsonObject): JsonObject | Refusal {
  const id = textAt(objectAt(line, 'grootboek'), 'id');
  if (id === undefined) {
    return invalidModel({ 'verkoopBoeking.boekingsregels.grootboek': 'The grootboek field is required.' });
  }
  const ledger = books.ledgers.find((one) => textAt(one, 'id') === id);
  if (ledger === undefined) return refuse('BOE-0037');
  return ledger['nonactief'] === true ? refuse('BOE-0008') : ledger;
}

function centreOf(books: Administration, line: JsonObject, needed: boolean): string | undefined | Refusal {
  const id = textAt(objectAt(line, 'kostenplaats'), 'id');
  if (id === undefined) return needed ? refuse('BOE-0022') : undefined;
  const centre = books.costCentres.find((one) => textAt(one, 'id') === id);
  if (centre === undefined) return refuse('BOE-0019');
  return centre['nonactief'] === true ? refuse('BOE-0026') : id;
}

const refTo = (resource: string, id: string): JsonObject => ({ id, uri: `/${resource}/${id}` });
