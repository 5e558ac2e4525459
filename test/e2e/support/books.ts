// The other side: the books of the simulated company, seen and changed without the API that we use ourselves.
import { z } from 'zod';
import { DEMO_REALM } from '../../../local/demo-connection.ts';

const REF = z.object({ value: z.string() });
const LINKED = z.array(z.object({ TxnId: z.string(), TxnType: z.string() }));
const CUSTOMER = z.object({ Id: z.string(), DisplayName: z.string(), Balance: z.number().optional() });
const INVOICE = z.object({
  Id: z.string(),
  SyncToken: z.string(),
  DocNumber: z.string().optional(),
  CustomerRef: REF,
  TxnDate: z.string(),
  DueDate: z.string().optional(),
  TotalAmt: z.number(),
  Balance: z.number(),
  PrivateNote: z.string().optional(),
  TxnTaxDetail: z.object({ TotalTax: z.number() }).optional(),
  Line: z.array(
    z.object({
      DetailType: z.string(),
      Amount: z.number().optional(),
      Description: z.string().optional(),
      SalesItemLineDetail: z
        .object({ ItemRef: REF.optional(), Qty: z.number().optional(), TaxCodeRef: REF.optional() })
        .optional(),
    }),
  ),
});
const PAYMENT = z.object({
  Id: z.string(),
  TotalAmt: z.number(),
  UnappliedAmt: z.number().optional(),
  PaymentRefNum: z.string().optional(),
  PrivateNote: z.string().optional(),
  Line: z.array(z.object({ Amount: z.number(), LinkedTxn: LINKED.optional() })).optional(),
});
const COMPANY = z.object({
  objects: z.object({
    Customer: z.array(CUSTOMER).default([]),
    Item: z.array(z.object({ Id: z.string(), Name: z.string() })).default([]),
    Invoice: z.array(INVOICE).default([]),
    Payment: z.array(PAYMENT).default([]),
    TaxCode: z.array(z.object({ Id: z.string(), Name: z.string() })),
  }),
  writeLog: z.array(
    z.object({
      entity: z.string(),
      id: z.string(),
      operation: z.string(),
      by: z.string(),
      requestId: z.string().optional(),
      bId: z.string().optional(),
    }),
  ),
  calls: z.object({
    requests: z.number(),
    batches: z.number(),
    batchItems: z.number(),
    writes: z.number(),
    reads: z.number(),
    throttled: z.number(),
    replays: z.number(),
  }),
});
const REQUESTS = z.array(
  z.object({
    seq: z.number(),
    method: z.string(),
    path: z.string(),
    status: z.union([z.number(), z.string()]),
    fault: z.string().nullable(),
  }),
);

const SUMMARY = z.object({
  webhooks: z.object({ waiting: z.number(), unacknowledged: z.number(), acknowledged: z.number() }),
});

export type Company = z.infer<typeof COMPANY>;
export type BookedInvoice = z.infer<typeof INVOICE>;

export type Books = ReturnType<typeof booksOf>;

/** The demo company as its bookkeeper and as its maker see it. */
export function booksOf(simulatorUrl: string, realm = DEMO_REALM) {
  const admin = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const sent =
      body === undefined
        ? {}
        : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
    const response = await fetch(`${simulatorUrl}/_sim/${path}`, { method, ...sent });
    const text = await response.text();
    if (!response.ok) throw new Error(`The simulator refused ${method} ${path}: ${text.slice(0, 500)}`);
    return JSON.parse(text);
  };
  const look = async (): Promise<Company> => COMPANY.parse(await admin('GET', `companies/${realm}`));
  return {
    admin,
    look,
    calls: async () => (await look()).calls,
    /** The one invoice with a number; none or several are an error. */
    invoice: async (number: string): Promise<BookedInvoice> => {
      const found = (await look()).objects.Invoice.filter(({ DocNumber }) => DocNumber === number);
      const [only] = found;
      if (only === undefined || found.length > 1)
        throw new Error(`The books hold ${found.length} invoices with number ${number}`);
      return only;
    },
    /** Does what a person does in QuickBooks. */
    act: (act: object) => admin('POST', `companies/${realm}/acts`, act),
    knobs: (patch: object) => admin('PATCH', `companies/${realm}/settings`, patch),
    settings: (patch: object) => admin('PATCH', 'settings', patch),
    /** Lets the books' clock run ahead of ours, so that what is done now is clearly later than what was done before. */
    advance: (ms: number) => admin('POST', 'clock', { advanceMs: ms }),
    addFaults: (rules: unknown) => admin('POST', 'faults', rules),
    clearFaults: () => admin('DELETE', 'faults'),
    /** Changes that the ledger has not told yet, and POSTs that nobody has acknowledged yet. */
    untold: async (): Promise<number> => {
      const { webhooks } = SUMMARY.parse(await admin('GET', ''));
      return webhooks.waiting + webhooks.unacknowledged;
    },
    /** POSTs of webhooks that were acknowledged. */
    told: async () => SUMMARY.parse(await admin('GET', '')).webhooks.acknowledged,
    requests: async (filter = '') => REQUESTS.parse(await admin('GET', `requests?${filter}`)),
    /** Writes that API clients asked for and got, of one kind of document. */
    writes: async (entity: string, operation?: string) =>
      (await look()).writeLog.filter(
        (write) =>
          write.by === 'api' &&
          write.entity === entity &&
          (operation === undefined || write.operation === operation),
      ),
  };
}

/** An amount of the books in cents. */
export const cents = (amount: number): number => Math.round(amount * 100);

/** An amount of ours in cents. */
export const centsOf = (amount: string | undefined): number => cents(Number(amount));
