// Ledgers: accounts that a user adds or changes in the program itself; the API shows them and lets nobody else do it.
import type { JsonObject } from '../../quickbooks/core/json.ts';
import type { Surroundings } from '../../quickbooks/core/types.ts';
import { type Administration, newId } from './administration.ts';
import { startingLedgers } from './chart.ts';
import { wallClock } from './wall-clock.ts';

/** A ledger that a user adds; what he leaves out is as in the revenue ledger for high VAT. */
export function createLedger(books: Administration, from: Surroundings, fields: JsonObject): JsonObject {
  const id = newId(books);
  const like = startingLedgers().find(({ nummer }) => nummer === 8200);
  const made = { ...like, ...fields, id, uri: `/grootboeken/${id}`, modifiedOn: wallClock(from.now()) };
  books.ledgers.push(made);
  return made;
}

export function editLedger(
  books: Administration,
  from: Surroundings,
  id: string,
  fields: JsonObject,
): JsonObject | undefined {
  const before = books.ledgers.find((one) => one['id'] === id);
  if (before === undefined) return undefined;
  const edited = { ...before, ...fields, id, modifiedOn: wallClock(from.now()) };
  books.ledgers = books.ledgers.map((one) => (one === before ? edited : one));
  return edited;
}
