// Bookkeepers under fire: people who edit, void, delete and pay in the ledger while everything around them dies.
import { setTimeout as pause } from 'node:timers/promises';
import { chanceOf } from '../e2e/support/deal.ts';
import { type Books, readBooks } from './books.ts';
import type { Admin } from './companies.ts';

/** What a person tried with a document of ours; whether it came about only the books know. */
export interface Act {
  readonly company: number;
  readonly entity: 'Invoice' | 'Payment';
  readonly id: string;
  /** The record that the document was booked for. */
  readonly record: string;
}

export interface Bookkeepers {
  readonly acts: () => readonly Act[];
  readonly done: Promise<void>;
}

/** Often enough for one document in ten to be touched, and not so often that nothing is left undisturbed. */
const PAUSE_MS = { min: 400, max: 2_400 } as const;

export function startBookkeepers(
  admin: Admin,
  companies: number,
  seed: number,
  isOver: () => boolean,
): Bookkeepers {
  const chance = chanceOf(seed + 3);
  const acts: Act[] = [];
  const work = async (): Promise<void> => {
    while (!isOver()) {
      // The pace of people, not a wait for anything.
      await pause(PAUSE_MS.min + chance() * (PAUSE_MS.max - PAUSE_MS.min));
      const company = Math.floor(chance() * companies);
      const [which, what] = [chance(), chance()];
      // A ledger that is down is tried again later, by everybody.
      const books = await readBooks(admin, company).catch(() => undefined);
      const all = books === undefined ? [] : oursIn(books, company);
      const act = all[Math.floor(which * all.length)];
      if (act === undefined || books === undefined) continue;
      acts.push(act);
      await admin('POST', `companies/${books.realm}/acts`, whatIsDone(act, what)).catch(() => undefined);
    }
  };
  return { acts: () => acts, done: work() };
}

/** The documents that stand for records of ours. */
function oursIn({ objects, writeLog }: Books, company: number): readonly Act[] {
  const ours = new Set(
    writeLog.flatMap(({ by, operation, entity, id }) =>
      by === 'api' && operation === 'Create' ? [`${entity} ${id}`] : [],
    ),
  );
  const all = [
    ...objects.Invoice.map((one) => ({ entity: 'Invoice' as const, id: one.Id, record: one.DocNumber })),
    ...objects.Payment.map((one) => ({ entity: 'Payment' as const, id: one.Id, record: one.PaymentRefNum })),
  ];
  return all.flatMap(({ entity, id, record }) =>
    record !== undefined && ours.has(`${entity} ${id}`) ? [{ company, entity, id, record }] : [],
  );
}

function whatIsDone({ entity, id }: Act, drawn: number): object {
  const day = 1 + (Math.floor(drawn * 1_000) % 28);
  const date = `2027-01-${String(day).padStart(2, '0')}`;
  if (drawn < 0.2) return { act: 'void', entity, id };
  if (drawn < 0.3) return { act: 'delete', entity, id };
  if (drawn < 0.45 && entity === 'Invoice') return { act: 'receivePayment', invoiceId: id, amount: 1 };
  return { act: 'edit', entity, id, fields: entity === 'Invoice' ? { DueDate: date } : { TxnDate: date } };
}
