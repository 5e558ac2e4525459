// Writes of records, in two steps: everything is checked before anything is written, so that a batch can be all or nothing.
import { isCurrency } from './amounts.ts';
import { typesBetween } from './association-types.ts';
import type { AssociationType } from './association-types.ts';
import { link, linked, secondParent } from './associations.ts';
import type { Target } from './associations.ts';
import { KINDS, kindOfTypeId } from './catalog.ts';
import type { Kind } from './catalog.ts';
import { checkEditable, checkInvoice, missing, newInvoice } from './invoices.ts';
import { checkPayment, newPayment } from './payments.ts';
import { definitionOf, holderOf, liveRecord, recordOf, uniqueKey } from './portal.ts';
import type { Portal, Stored } from './portal.ts';
import { recalculate } from './recalculate.ts';
import { badValues, emailTaken, invalid, isRefusal } from './refusals.ts';
import type { BadValue, Refusal } from './refusals.ts';
import { commit } from './store.ts';
import { lineAmount } from './totals.ts';
import type { Origin } from './types.ts';
import { readValues } from './values.ts';
import type { valueSchema } from './values.ts';
import { checkRules } from './write-rules.ts';
import type { z } from 'zod';

/** An association in the body of a creation. */
export interface AssociationInput {
  readonly to: { readonly id: string };
  readonly types: readonly { readonly associationCategory: string; readonly associationTypeId: number }[];
}

/** One write as a body asks for it. */
export interface SaveInput {
  readonly kind: Kind;
  /** Without it a new record is made. */
  readonly record?: Stored;
  readonly properties: Readonly<Record<string, z.infer<typeof valueSchema>>>;
  readonly associations?: readonly AssociationInput[];
}

/** Who writes, by which way, and what the other inputs of the same batch have claimed so far. */
export interface SaveContext {
  readonly origin: Origin;
  readonly byUser: boolean;
  /** Whether the rules of the administrators hold for this write. */
  readonly withRules: boolean;
  readonly claimed: Set<string>;
}

/** A write that may be carried out. */
export interface Plan {
  readonly input: SaveInput;
  readonly set: Readonly<Record<string, string>>;
  readonly targets: readonly Target[];
}

/** Checks a write. */
export function planSave(portal: Portal, input: SaveInput, context: SaveContext): Plan | Refusal {
  const { kind, record } = input;
  const { values, bad } = readValues(portal, kind.typeId, input.properties);
  const wrong = [...bad, ...readOnlyValues(portal, kind, values, context), ...negativePrice(kind, values)];
  if (wrong.length > 0) return badValues(portal.settings.portalId, wrong);
  const targets = targetsOf(portal, kind, input.associations ?? []);
  if (isRefusal(targets)) return targets;
  const refusal =
    checkUnique(portal, input, values, context.claimed) ??
    checkKind(portal, input, values, { targets, context }) ??
    (context.withRules ? checkRules(portal, kind, record, values) : undefined);
  return refusal ?? { input, set: values, targets };
}

/** Carries out a write that was checked. */
export function carryOut(portal: Portal, { input, set, targets }: Plan, origin: Origin): Stored {
  const { kind } = input;
  // Other inputs of the same batch may have changed it since it was looked at.
  const record = input.record && (recordOf(portal, kind.typeId, input.record.id) ?? input.record);
  const all = { ...(record === undefined ? beginning(portal, kind) : {}), ...set };
  const saved = commit(
    portal,
    { typeId: kind.typeId, record, set: withAmount(portal, kind, record, all), given: givenOf(kind, set) },
    origin,
  );
  const former = targets.flatMap((target) => link(portal, saved, target, origin));
  recalculate(portal, [saved], [...targets.map(({ record: other }) => other), ...former]);
  return recordOf(portal, kind.typeId, saved.id) ?? saved;
}

/** Both steps for a single write. */
export function save(
  portal: Portal,
  input: SaveInput,
  context: Omit<SaveContext, 'claimed'>,
): Stored | Refusal {
  const plan = planSave(portal, input, { ...context, claimed: new Set() });
  return isRefusal(plan) ? plan : carryOut(portal, plan, context.origin);
}

function beginning(portal: Portal, kind: Kind): Readonly<Record<string, string>> {
  if (kind.typeId === KINDS.invoice.typeId) return newInvoice(portal);
  if (kind.typeId === KINDS.payment.typeId) return newPayment(portal);
  return {};
}

function withAmount(
  portal: Portal,
  kind: Kind,
  record: Stored | undefined,
  set: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  if (kind.typeId !== KINDS.lineItem.typeId) return set;
  const properties = { ...record?.properties, ...set };
  const currency = properties.hs_line_item_currency_code ?? portal.settings.currency;
  return { ...set, amount: lineAmount(properties, isCurrency(currency) ? currency : 'USD').toFixed() };
}

function givenOf(
  kind: Kind,
  set: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> | undefined {
  if (kind.typeId !== KINDS.invoice.typeId) return undefined;
  return {
    ...(set.hs_amount_billed === undefined ? {} : { hs_amount_billed: set.hs_amount_billed }),
    ...(set.hs_due_date === undefined ? {} : { dueDateGiven: 'true' }),
    // Whoever sets the status by hand answers for it: payments no longer do.
    ...(set.hs_invoice_status === undefined ? {} : { paidBy: '' }),
  };
}

/** A user of HubSpot cannot write what HubSpot works out either, except for what its own acts set. */
function readOnlyValues(
  portal: Portal,
  kind: Kind,
  values: Readonly<Record<string, string>>,
  { byUser }: SaveContext,
): readonly BadValue[] {
  if (byUser) return [];
  return Object.keys(values)
    .filter((name) => definitionOf(portal, kind.typeId, name)?.readOnly === true)
    .map((name) => ({
      name,
      code: 'READ_ONLY_VALUE',
      message: `"${name}" is a read only property; its value cannot be set.`,
    }));
}

function negativePrice(kind: Kind, { price = '' }: Readonly<Record<string, string>>): readonly BadValue[] {
  if (kind.typeId !== KINDS.lineItem.typeId || !price.trim().startsWith('-')) return [];
  return [{ name: 'price', code: 'INVALID_PRICE', message: `${price} is negative; a price must not be.` }];
}

function targetsOf(
  portal: Portal,
  kind: Kind,
  inputs: readonly AssociationInput[],
): readonly Target[] | Refusal {
  const targets: Target[] = [];
  for (const { to, types } of inputs) {
    for (const { associationCategory: category, associationTypeId: id } of types) {
      const type = category === 'HUBSPOT_DEFINED' ? typeFrom(kind, id) : undefined;
      if (type === undefined) {
        return invalid(
          `${id} is no ${category} association type of ${kind.name}`,
          'INVALID_ASSOCIATION_TYPE',
        );
      }
      const record = liveRecord(portal, type.to, to.id);
      if (record === undefined) {
        const name = kindOfTypeId(type.to).name;
        return invalid(`No ${name} with ID ${to.id} exists`, 'INVALID_OBJECT_IDS');
      }
      targets.push({ record, types: [type] });
    }
  }
  return targets;
}

function typeFrom(kind: Kind, id: number): AssociationType | undefined {
  return Object.values(KINDS)
    .flatMap(({ typeId }) => typesBetween(kind.typeId, typeId))
    .find((type) => type.id === id);
}

function checkUnique(
  portal: Portal,
  { kind, record }: SaveInput,
  values: Readonly<Record<string, string>>,
  claimed: Set<string>,
): Refusal | undefined {
  for (const [name, value] of Object.entries(values)) {
    if (value === '' || definitionOf(portal, kind.typeId, name)?.hasUniqueValue !== true) continue;
    const key = uniqueKey(kind.typeId, name, value);
    const holder = holderOf(portal, kind.typeId, name, value);
    if (holder !== undefined ? holder !== record?.id : claimed.has(key)) {
      return conflict(portal, kind, name, holder ?? 'another input');
    }
    claimed.add(key);
  }
  return undefined;
}

function conflict(portal: Portal, kind: Kind, name: string, holder: string): Refusal {
  if (kind.typeId === KINDS.contact.typeId && name === 'email') return emailTaken(holder);
  const refusal = badValues(portal.settings.portalId, [
    { name, code: 'CONFLICTING_UNIQUE_VALUE', message: `${holder} already has that value.` },
  ]);
  return portal.knobs.uniqueConflict === 400 ? refusal : { ...refusal, refused: 409, category: 'CONFLICT' };
}

function checkKind(
  portal: Portal,
  { kind, record }: SaveInput,
  set: Readonly<Record<string, string>>,
  { targets, context }: { readonly targets: readonly Target[]; readonly context: SaveContext },
): Refusal | undefined {
  const added = targets.map((target) => target.record);
  const { byUser } = context;
  if (kind.typeId === KINDS.invoice.typeId) {
    const refusal = checkInvoice(portal, { old: record, set, added, byUser });
    if (refusal !== undefined) return refusal;
  }
  if (kind.typeId === KINDS.payment.typeId) {
    const absent = ['hs_initial_amount', 'hs_initiated_date'].filter(
      (name) => (set[name] ?? record?.properties[name] ?? '') === '',
    );
    if (absent.length > 0) return missing('COMMERCE_PAYMENT', absent);
    const refusal = byUser ? undefined : checkPayment(portal, record, set);
    if (refusal !== undefined) return refusal;
  }
  return checkParts(portal, kind, record, added);
}

const PARTS: readonly string[] = [KINDS.lineItem, KINDS.discount, KINDS.fee, KINDS.tax].map(
  ({ typeId }) => typeId,
);

/** The parts of an invoice change with it, and belong to one record only. */
function checkParts(
  portal: Portal,
  kind: Kind,
  record: Stored | undefined,
  added: readonly Stored[],
): Refusal | undefined {
  const present = record === undefined ? [] : linked(portal, record, KINDS.invoice.typeId);
  const invoices = [...present, ...added].filter(({ typeId }) => typeId === KINDS.invoice.typeId);
  if (PARTS.includes(kind.typeId)) {
    for (const invoice of invoices) {
      const refusal = checkEditable(portal, invoice);
      if (refusal !== undefined) return refusal;
    }
  }
  const self = record ?? draftOf(kind);
  for (const other of added) {
    const refusal = secondParent(portal, self, other);
    if (refusal !== undefined) return refusal;
  }
  const parents = added.filter(
    ({ typeId }) => typeId === KINDS.deal.typeId || typeId === KINDS.invoice.typeId,
  );
  return kind.typeId === KINDS.lineItem.typeId && parents.length > 1
    ? invalid('A line item belongs to exactly one record.', 'INVALID_ASSOCIATION')
    : undefined;
}

/** A record that is not there yet has no links, so it stands in for the new one. */
function draftOf({ typeId }: Kind): Stored {
  return {
    typeId,
    id: '',
    properties: {},
    given: {},
    createdAt: 0,
    updatedAt: 0,
    archivedAt: null,
    history: {},
  };
}
