// The simulator's books as the verdict reads them: documents, who wrote what, and how often an answer was replayed.
import { z } from 'zod';
import { type Admin, REALMS } from './companies.ts';

const REF = z.object({ value: z.string() });
const COMPANY = z.object({
  objects: z.object({
    Customer: z
      .array(
        z.object({
          Id: z.string(),
          DisplayName: z.string(),
          PrimaryPhone: z.object({ FreeFormNumber: z.string().optional() }).optional(),
        }),
      )
      .default([]),
    Item: z
      .array(z.object({ Id: z.string(), Name: z.string(), Description: z.string().optional() }))
      .default([]),
    Invoice: z
      .array(
        z.object({
          Id: z.string(),
          DocNumber: z.string().optional(),
          CustomerRef: REF,
          TotalAmt: z.number(),
          Balance: z.number(),
        }),
      )
      .default([]),
    Payment: z
      .array(
        z.object({
          Id: z.string(),
          PaymentRefNum: z.string().optional(),
          CustomerRef: REF,
          TotalAmt: z.number(),
          UnappliedAmt: z.number().default(0),
        }),
      )
      .default([]),
  }),
  writeLog: z.array(z.object({ entity: z.string(), id: z.string(), operation: z.string(), by: z.string() })),
  calls: z.object({ writes: z.number(), reads: z.number(), replays: z.number(), requests: z.number() }),
});

export type Books = z.infer<typeof COMPANY> & { readonly realm: string };

export async function readBooks(admin: Admin, company: number): Promise<Books> {
  const realm = REALMS[company] ?? '';
  return { realm, ...COMPANY.parse(await admin('GET', `companies/${realm}`)) };
}
