// Customer of: which customer of the ledger a document is booked on, where one has several currencies.
import type { Derived, Facts, Rule, Ruling } from '../decisions.ts';
import type { Link } from '../links.ts';
import type { Policy } from '../policy.ts';
import { derivedId, keyText } from '../records.ts';
import { isTakenOver } from '../taken-over.ts';
import { fail, recordOf, resolve, wait } from './common.ts';

/** A document's customer and currency. */
export interface OnCustomer {
  readonly customerId: string;
  readonly currency: string;
}

/** The ledger's id of the customer of a document, or what to do without it. */
export function resolveCustomer(facts: Facts, of: OnCustomer): { readonly id: string } | Ruling {
  const { customerId } = of;
  const own = currencyTwin(facts, of);
  if (own !== undefined && customerIn(facts, own)?.source === undefined)
    return wait('customer', keyText({ kind: 'customer', id: own }));
  if (isTakenOver('customer', facts.policy.policy)) return resolveTakenOver(facts, customerId);
  return resolve(facts, 'customer', own ?? customerId, (waitsFor) =>
    fail('customer_unknown', { customer: customerId }, waitsFor),
  );
}

/**
 * QCS-43: the ledger has him, or the document fails by a problem of its own. None is made there; once he is, the next round takes
 * him over and the document follows by itself.
 */
function resolveTakenOver(facts: Facts, id: string): { readonly id: string } | Ruling {
  const key = keyText({ kind: 'customer', id });
  const { document, health, source } = customerIn(facts, id) ?? {};
  if (document?.status === 'live') return { id: document.id };
  const isUnderway = source !== undefined && document === undefined && health?.state === 'pending';
  if (isUnderway) return wait('customer', key);
  return fail('customer_not_in_ledger', { customer: id }, key);
}

/** What a customer who is not in the ledger is called, where none is made there. */
export function missingCustomer(policy: Policy): 'customer_not_in_ledger' | 'customer_not_linked' {
  return isTakenOver('customer', policy) ? 'customer_not_in_ledger' : 'customer_not_linked';
}

/** A document follows its customer into the books. */
export function waitForCustomer(documentOf: (facts: Facts) => OnCustomer | undefined): Rule {
  return {
    name: 'wait-for-customer',
    decide: (facts) => {
      const document = documentOf(facts);
      const customer = document === undefined ? undefined : resolveCustomer(facts, document);
      return customer !== undefined && 'decision' in customer ? customer : undefined;
    },
  };
}

/** Key texts of the customers that a document may be booked on. */
export function customersOf({ customerId, currency }: OnCustomer, { customers }: Policy): readonly string[] {
  const ids = customers.perCurrency ? [customerId, derivedId(customerId, currency)] : [customerId];
  return ids.map((id) => keyText({ kind: 'customer', id }));
}

/**
 * CLK-42, CLK-43: the customer of a document's currency, where it is not there yet. It is the same customer under an id of
 * our own; how the two are named apart is the policy's word.
 */
export function customerToDerive(facts: Facts, of: OnCustomer): Derived | undefined {
  const id = currencyTwin(facts, of);
  const original = facts.related.get(keyText({ kind: 'customer', id: of.customerId }));
  if (id === undefined || original === undefined || isUnderWay(customerIn(facts, id))) return undefined;
  return inCurrency(original, of.currency);
}

/** The customers of other currencies that a newer revision of their original has left behind. */
export function customersToRenew(facts: Facts): readonly Derived[] {
  const { link, related } = facts;
  return (link.dependents ?? []).flatMap((name) => {
    const twin = related.get(name);
    const currency = twin === undefined ? undefined : recordOf(twin, 'customer')?.currency;
    const isBehind = (twin?.source?.revision ?? 0) < (link.source?.revision ?? 0);
    const renews = twin?.source !== undefined && (isBehind || !isUnderWay(twin));
    return (renews && currency !== undefined && inCurrency(link, currency)) || [];
  });
}

/** The id of the customer in the document's currency, where that is not the customer as its source sent it. */
function currencyTwin(
  { related, policy, reference }: Facts,
  { customerId, currency }: OnCustomer,
): string | undefined {
  if (!policy.policy.customers.perCurrency || !reference.multiCurrency) return undefined;
  const customer = related.get(keyText({ kind: 'customer', id: customerId }));
  const record = customer === undefined ? undefined : recordOf(customer, 'customer');
  if (record === undefined || (record.currency ?? reference.homeCurrency) === currency) return undefined;
  return derivedId(customerId, currency);
}

/**
 * Whether a derived record was stored and looked at since. One that is still pending may have been stored by a worker that
 * died before it could name it to the lane: it is stored (which changes nothing) and named again.
 */
export function isUnderWay(derived: Link | undefined): boolean {
  return derived?.source !== undefined && derived.health.state !== 'pending';
}

function customerIn({ related }: Facts, id: string): Link | undefined {
  return related.get(keyText({ kind: 'customer', id }));
}

function inCurrency(original: Link, currency: string): Derived | undefined {
  const { source, key } = original;
  const record = recordOf(original, 'customer');
  if (source === undefined || record === undefined) return undefined;
  const id = derivedId(key.id, currency);
  return {
    kind: 'customer',
    id,
    source: {
      ...source,
      // What the original was taken over with, and what it is a location of, is kept in the original's currency.
      record: { ...record, id, currency, ledgerId: undefined, parentId: undefined },
      derivedFrom: keyText(key),
    },
  };
}
