// Cost centres: a short list without times of change and without filters; whoever follows it reads it whole.
import { type JsonObject, textAt } from '../../quickbooks/core/json.ts';
import type { Surroundings } from '../../quickbooks/core/types.ts';
import { type Administration, logWrite, newId, type Replacement } from './administration.ts';
import { type FaultCode, notFound, refuse, type Refusal } from './faults.ts';

const NUMBER_MAX = 999_999_999;
const TEXT_MAX = 50;

export function createCostCentre(
  books: Administration,
  from: Surroundings,
  sent: JsonObject,
  by: 'api' | 'ui',
): JsonObject | Refusal {
  const codes = faultsOf(books, sent, undefined);
  if (codes.length > 0) return refuse(...codes);
  if (sent['nonactief'] === true) return refuse('KPL-0009');
  const id = newId(books);
  const centre = shown(id, sent);
  books.costCentres.push(centre);
  logWrite(books, from, { resource: 'kostenplaatsen', id, operation: 'create', by });
  return centre;
}

export function replaceCostCentre(
  books: Administration,
  from: Surroundings,
  { id, sent, by }: Replacement,
): JsonObject | Refusal {
  if (findCostCentre(books, id) === undefined) return notFound('KPL-0001');
  if ((textAt(sent, 'id') ?? id) !== id) return refuse('ALG-0101');
  const codes = faultsOf(books, sent, id);
  if (codes.length > 0) return refuse(...codes);
  const centre = shown(id, sent);
  books.costCentres = books.costCentres.map((one) => (textAt(one, 'id') === id ? centre : one));
  logWrite(books, from, { resource: 'kostenplaatsen', id, operation: 'update', by });
  return centre;
}

export function deleteCostCentre(
  books: Administration,
  from: Surroundings,
  id: string,
  by: 'api' | 'ui',
): 'deleted' | Refusal {
  const centre = findCostCentre(books, id);
  if (centre === undefined) return notFound('KPL-0001');
  const off = { ...centre, nonactief: true };
  books.costCentres = books.costCentres.map((one) => (textAt(one, 'id') === id ? off : one));
  logWrite(books, from, { resource: 'kostenplaatsen', id, operation: 'delete', by });
  return 'deleted';
}

export function findCostCentre(books: Administration, id: string): JsonObject | undefined {
  return books.costCentres.find((centre) => textAt(centre, 'id') === id);
}

function shown(id: string, sent: JsonObject): JsonObject {
  return {
    omschrijving: textAt(sent, 'omschrijving') ?? '',
    nonactief: sent['nonactief'] === true,
    nummer: Number(textAt(sent, 'nummer') ?? '0'),
    id,
    uri: `/kostenplaatsen/${id}`,
  };
}

function faultsOf(books: Administration, sent: JsonObject, id: string | undefined): readonly FaultCode[] {
  const text = (textAt(sent, 'omschrijving') ?? '').trim();
  const number = Number(textAt(sent, 'nummer') ?? Number.NaN);
  const taken = books.costCentres.some((one) => textAt(one, 'id') !== id && one['nummer'] === number);
  const checks: readonly (readonly [boolean, FaultCode])[] = [
    [text === '', 'KPL-0004'],
    [text.length > TEXT_MAX, 'KPL-0005'],
    [Number.isNaN(number), 'KPL-0006'],
    [number < 1 || number > NUMBER_MAX, 'KPL-0007'],
    [taken, 'KPL-0008'],
  ];
  return checks.flatMap(([wrong, code]) => (wrong ? [code] : []));
}
