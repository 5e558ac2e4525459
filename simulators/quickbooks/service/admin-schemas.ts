// What the admin endpoint accepts: every body it reads, checked before anything is touched.
import { z } from 'zod';
import type { Knobs } from '../core/contract.ts';
import { faultRule, faultShorthand, rulesOf } from './faults.ts';
import type { FaultRule } from './faults.ts';

const text = z.string().min(1);
const id = z.coerce.string().min(1);
const object = z.record(z.string(), z.json());

/** A company to open. */
export const companyBody = z.strictObject({
  realmId: z.string().regex(/^\d{5,20}$/, 'a realm id is a number of 5 to 20 digits'),
  name: text.default('Simulated Company'),
  country: z.string().length(2).optional(),
  homeCurrency: z.string().length(3).optional(),
  multiCurrency: z.boolean().optional(),
  timeZone: text.optional(),
  usingSalesTax: z.boolean().optional(),
  start: z.array(z.strictObject({ entity: text, object })).optional(),
  environment: z.enum(['sandbox', 'production']).optional(),
});

const target = { entity: text, id };

/** What a user does in the books, see `UiAct`; and the one act that belongs to the connection: to disconnect the app. */
export const actBody = z.discriminatedUnion('act', [
  z.strictObject({ act: z.literal('create'), entity: text, object }),
  z.strictObject({ act: z.literal('edit'), ...target, fields: object }),
  z.strictObject({ act: z.literal('copy'), ...target }),
  z.strictObject({ act: z.literal('void'), ...target }),
  z.strictObject({ act: z.literal('delete'), ...target }),
  z.strictObject({
    act: z.literal('receivePayment'),
    invoiceId: id,
    amount: z.number().optional(),
    date: text.optional(),
    depositToAccountId: id.optional(),
  }),
  z.strictObject({
    act: z.literal('applyCredit'),
    creditMemoId: id,
    invoiceId: id,
    amount: z.number().optional(),
  }),
  z.strictObject({
    act: z.literal('applyPayment'),
    paymentId: id,
    invoiceId: id,
    amount: z.number().optional(),
  }),
  z.strictObject({
    act: z.literal('payBill'),
    billId: id,
    amount: z.number().optional(),
    accountId: id.optional(),
  }),
  z.strictObject({ act: z.literal('matchToBank'), ...target }),
  z.strictObject({ act: z.literal('unmatchFromBank'), ...target }),
  z.strictObject({
    act: z.literal('setExchangeRate'),
    currency: text,
    rate: z.number(),
    date: text.optional(),
  }),
  z.strictObject({ act: z.literal('depositPayments'), paymentIds: z.array(id), accountId: id.optional() }),
  z.strictObject({ act: z.literal('makeInactive'), ...target }),
  z.strictObject({ act: z.literal('makeActive'), ...target }),
  z.strictObject({ act: z.literal('rename'), ...target, name: text }),
  z.strictObject({ act: z.literal('merge'), entity: text, winnerId: id, loserId: id }),
  z.strictObject({ act: z.literal('closeBooks'), date: text, password: z.boolean().optional() }),
  z.strictObject({ act: z.literal('reopenBooks') }),
  z.strictObject({ act: z.literal('cancelSubscription') }),
  z.strictObject({ act: z.literal('restoreSubscription') }),
  z.strictObject({ act: z.literal('setPreferences'), preferences: object }),
  z.strictObject({ act: z.literal('disconnect') }),
]);

/** Knobs of one company's books. A knob the books gain is missed here by the compiler. */
export const knobsBody = z
  .strictObject({
    requestIdReplay: z.enum(['perItem', 'perBatch', 'off']),
    replayFaults: z.boolean(),
    throttle: z
      .strictObject({
        enforce: z.boolean(),
        perSecond: z.number().int().min(1),
        perMinute: z.number().int().min(1),
        batchesPerMinute: z.number().int().min(1),
        variant: z.enum(['429', '403']),
        retryAfterSeconds: z.number().int().min(0).nullable(),
      })
      .partial(),
    plan: z.enum(['SimpleStart', 'Essentials', 'Plus', 'Advanced']),
    readsPerMonth: z.number().int().min(0).nullable(),
    uploads: z.enum(['accept', 'refuse']),
    taxMode: z.enum(['manual', 'automated', 'automatedIgnoresTotal']),
    taxRounding: z.enum(['perRate', 'perLine']),
    oneCentOff: z.boolean(),
    autoApplyCredit: z.boolean(),
    warnDuplicateDocNumber: z.boolean(),
    shuffleBatchAnswers: z.boolean(),
    deleteLinked: z.enum(['refuse', 'unlink']),
    customerTouch: z.enum(['off', 'time', 'event']),
    mailsPerDay: z.number().int().min(0),
    // The word in webhooks is a switch of the service, for both formats.
  } satisfies Record<Exclude<keyof Knobs, 'legacyVoidWord'>, z.ZodType>)
  .partial();

/** Fault rules in any of three forms: a list, a single rule, or the short form. */
export function faultsBody(value: unknown): z.ZodType<readonly FaultRule[]> {
  if (Array.isArray(value)) return z.array(faultRule);
  // Chosen by a look at the value and not by a union, whose error could not say which form was meant.
  const isRule = typeof value === 'object' && value !== null && ('effect' in value || 'match' in value);
  return isRule ? faultRule.transform((rule) => [rule]) : faultShorthand.transform(rulesOf);
}

/** A connection to make without the browser. */
export const grantBody = z.strictObject({
  realmId: text,
  scope: text.default('com.intuit.quickbooks.accounting'),
});

/** Which logged requests to show. */
export const logQuery = z.strictObject({
  since: z.coerce.number().int().min(0).optional(),
  method: text.optional(),
  path: text.optional(),
  realm: text.optional(),
  requestid: text.optional(),
  status: text.optional(),
});
