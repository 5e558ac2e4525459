// The books of the demo: what stands in the simulated QuickBooks company, in cents, and the table of both sides.
import Big from 'big.js';
import { z } from 'zod';
import { DEMO_REALM } from '../demo-connection.ts';
import type { RunningSimulator } from '../simulator.ts';
import { CURRENCY, type position } from './hotel.ts';

const AMOUNT = z.number().transform((value) => new Big(String(value)));
const BOOKS = z.object({
  objects: z.object({
    Invoice: z.array(
      z.object({ Id: z.string(), DocNumber: z.string().optional(), TotalAmt: AMOUNT, Balance: AMOUNT }),
    ),
    Payment: z.array(z.object({ Id: z.string(), TotalAmt: AMOUNT, UnappliedAmt: AMOUNT.optional() })),
  }),
  calls: z.object({ requests: z.number(), reads: z.number(), throttled: z.number() }),
});

export type Books = z.infer<typeof BOOKS>;
export type Position = ReturnType<typeof position>;

export async function readBooks(simulator: RunningSimulator): Promise<Books> {
  return BOOKS.parse(await simulator.admin('GET', `companies/${DEMO_REALM}`));
}

/** The same figures as the hotel's, from QuickBooks. A voided invoice stands there with nothing on it. */
export function positionOf({ objects }: Books): Position {
  const invoices = objects.Invoice.filter(({ TotalAmt }) => TotalAmt.gt(0));
  return {
    invoices: invoices.length,
    invoiced: add(invoices.map(({ TotalAmt }) => TotalAmt)),
    payments: objects.Payment.length,
    received: add(objects.Payment.map(({ TotalAmt }) => TotalAmt)),
    open: add(invoices.map(({ Balance }) => Balance)),
  };
}

/** Prints both sides; answers whether they agree to the cent. */
export function compare(hotel: Position, ledger: Position): boolean {
  const rows = [
    ['invoices', hotel.invoices, ledger.invoices],
    [`invoiced ${CURRENCY}`, hotel.invoiced, ledger.invoiced],
    ['payments', hotel.payments, ledger.payments],
    [`received ${CURRENCY}`, hotel.received, ledger.received],
    [`open ${CURRENCY}`, hotel.open, ledger.open],
  ] as const;
  const width = 16;
  const line = (cells: readonly string[]): string =>
    cells.map((cell, index) => (index === 0 ? cell.padEnd(width) : cell.padStart(width))).join('');
  console.log(`\n${line(['', 'hotel', 'QuickBooks', 'agree'])}`);
  for (const [name, ours, theirs] of rows) {
    console.log(line([name, String(ours), String(theirs), String(ours) === String(theirs) ? 'yes' : 'NO']));
  }
  return rows.every(([, ours, theirs]) => String(ours) === String(theirs));
}

function add(amounts: readonly Big[]): string {
  return amounts.reduce((sum, amount) => sum.plus(amount), new Big(0)).toFixed(2);
}
