// Writing one object: create, update, delete and void, from the request body to the committed row.
import { prepareAttachable } from './attachments.ts';
import { find, keyOf, type Company, type Row } from './company.ts';
import { followUp, unlinkAll } from './effects.ts';
import { knownKind } from './entities.ts';
import { faults, type Fault } from './faults.ts';
import { refAt, textAt, type JsonObject } from './json.ts';
import { moveToAccount } from './item-accounts.ts';
import { ensureReceivables, prepareAccount, prepareItem, prepareList, preparePerson } from './lists.ts';
import { prepareBill, preparePurchase } from './expenses.ts';
import { prepareDeposit, prepareJournalEntry } from './money-out.ts';
import { preparePayment } from './payments.ts';
import { appliesMoney } from './links.ts';
import { prepareBillPayment } from './bill-payments.ts';
import { checkPlan } from './plans.ts';
import { overlay, type Preparation, type Prepared } from './preparation.ts';
import { checkProperties } from './properties.ts';
import { checkReferences } from './refs.ts';
import { renameBelow } from './renames.ts';
import { prepareSalesForm } from './sales.ts';
import { commit, remove, type Origin } from './store.ts';
import { checkTexts } from './texts.ts';
import { checkNotDeposited, checkOpenPeriod, numberTransaction, prepareTransaction } from './transactions.ts';
import { deletedView, isLinked, view } from './view.ts';
import { voidedFields } from './voids.ts';

/** A write as an API client or a user asks for it. */
export interface WriteRequest {
  readonly entity: string;
  readonly operation: 'save' | 'delete' | 'void';
  readonly body: JsonObject;
  readonly origin: Origin;
  readonly allowDuplicateNumber?: boolean;
  /** `donotupdateaccountontxns`: a new account of an item is for its next lines only. */
  readonly keepsHistory?: boolean;
}

/** What the answer shows, `{ Invoice: … }`, or why nothing was written. */
export type Outcome =
  { readonly fault: Fault } | { readonly shown: JsonObject; readonly id: string; readonly created: boolean };

/** Writes one object; nothing is changed when it is refused. */
export const write = (company: Company, request: WriteRequest): Outcome => {
  if (company.state.subscriptionEnded) return { fault: faults.subscriptionEnded() };
  const id = textAt(request.body, 'Id');
  if (request.operation === 'save' && id === undefined) return save(company, request, undefined);
  const target = targetOf(company, request, id);
  if ('fault' in target) return target;
  if (request.operation === 'delete') return erase(company, request, target.row);
  return request.operation === 'void'
    ? annul(company, request, target.row)
    : save(company, request, target.row);
};

// Every change names the object and the version it was read at.
const targetOf = (
  company: Company,
  request: WriteRequest,
  id: string | undefined,
): { readonly fault: Fault } | { readonly row: Row } => {
  if (id === undefined) return { fault: faults.required('Id') };
  const token = textAt(request.body, 'SyncToken');
  if (token === undefined) return { fault: faults.required('SyncToken') };
  const row = find(company, request.entity, id);
  if (row === undefined) return { fault: faults.notFound() };
  return token === String(row.syncToken) ? { row } : { fault: faults.stale() };
};

const save = (company: Company, request: WriteRequest, old: Row | undefined): Outcome => {
  const { entity, body, origin } = request;
  const kind = knownKind(entity);
  const fault = checkProperties(entity, body) ?? checkPlan(company, entity, body) ?? checkTexts(body);
  if (fault !== undefined) return { fault };
  const preparation = overlay(entity, body, old, origin.by);
  const broken = checkReferences(company, preparation.sent);
  if (broken !== undefined) return { fault: broken };
  const isTransaction = kind.family === 'transaction';
  const prepared = isTransaction
    ? saveTransaction(company, request, preparation)
    : prepareEntity(company, preparation);
  if ('fault' in prepared) return prepared;
  const voided = (old?.voided ?? false) && prepared.fields.TotalAmt === 0;
  const draft = { entity, id: old?.id, fields: defined(prepared.fields), voided };
  const row = commit(company, draft, old === undefined ? 'Create' : 'Update', origin);
  if (isTransaction) followUp(company, old, row);
  else settleNames(company, old, row);
  if (entity === 'Item' && old !== undefined && request.keepsHistory !== true)
    moveToAccount(company, old, row);
  // What followed may have changed the object once more; the answer shows how it stands.
  const standing = find(company, entity, row.id) ?? row;
  return { shown: { [entity]: view(company, standing) }, id: row.id, created: old === undefined };
};

const defined = (fields: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined && value !== null));

const saveTransaction = (company: Company, request: WriteRequest, preparation: Preparation): Prepared => {
  // A user may correct the memo of a deposited payment in the UI; the API refuses everything.
  const locked = request.origin.by === 'api' ? checkNotDeposited(company, preparation.old) : undefined;
  if (locked !== undefined) return { fault: locked };
  const common = prepareTransaction(company, preparation);
  if ('fault' in common) return common;
  const entity = prepareEntity(company, { ...preparation, fields: common.fields });
  if ('fault' in entity) return entity;
  const duplicates = request.allowDuplicateNumber ?? request.origin.by !== 'api';
  return numberTransaction(company, { ...preparation, fields: entity.fields }, duplicates);
};

const prepareEntity = (company: Company, preparation: Preparation): Prepared => {
  switch (preparation.entity) {
    case 'Payment':
      return preparePayment(company, preparation);
    case 'Purchase':
      return preparePurchase(company, preparation);
    case 'Bill':
      return prepareBill(company, preparation);
    case 'BillPayment':
      return prepareBillPayment(company, preparation);
    case 'Deposit':
      return prepareDeposit(company, preparation);
    case 'JournalEntry':
      return prepareJournalEntry(company, preparation);
    case 'Attachable':
      return prepareAttachable(company, preparation);
    case 'Item':
      return prepareItem(company, preparation);
    case 'Account':
      return prepareAccount(company, preparation);
    case 'Customer':
    case 'Vendor':
    case 'Employee':
      return preparePerson(company, preparation);
    default:
      return knownKind(preparation.entity).family === 'transaction'
        ? prepareSalesForm(company, preparation)
        : prepareList(company, preparation);
  }
};

const settleNames = (company: Company, old: Row | undefined, row: Row): void => {
  const currency = refAt(row.fields, 'CurrencyRef');
  if (row.entity === 'Customer' && currency !== undefined) ensureReceivables(company, currency);
  if (old !== undefined && old.fields.FullyQualifiedName !== row.fields.FullyQualifiedName)
    renameBelow(company, row);
};

const checkRemovable = (company: Company, request: WriteRequest, row: Row): Fault | undefined =>
  checkOpenPeriod(company, [textAt(row.fields, 'TxnDate')], request.origin.by) ??
  checkNotDeposited(company, row);

const minimal = ['Id', 'SyncToken', 'sparse', 'domain'];

const erase = (company: Company, request: WriteRequest, row: Row): Outcome => {
  const { family } = knownKind(row.entity);
  if (family !== 'transaction' && family !== 'file') return { fault: faults.unsupported('delete') };
  // Measured: a delete with the whole object in its body is refused for the first member that is not writable.
  const extra = Object.keys(request.body).find((key) => !minimal.includes(key));
  if (extra !== undefined) return { fault: faults.unsupportedProperty(extra) };
  const refuses = request.origin.by === 'api' && company.knobs.deleteLinked === 'refuse';
  const fault = checkRemovable(company, request, row);
  if (fault !== undefined) return { fault };
  if (isMatched(company, request, row)) return { fault: faults.matched() };
  if (refuses && isLinked(company, row)) return { fault: faults.hasDependencies() };
  unlinkAll(company, row);
  remove(company, row, request.origin);
  if (family === 'file') company.files.delete(row.id);
  if (appliesMoney(row.entity)) followUp(company, row, undefined);
  return { shown: deletedView(row.entity, row.id), id: row.id, created: false };
};

// Users are warned and may go on; the API may not.
const isMatched = (company: Company, request: WriteRequest, row: Row): boolean =>
  request.origin.by === 'api' && company.matched.has(keyOf(row.entity, row.id));

const annul = (company: Company, request: WriteRequest, row: Row): Outcome => {
  const fault = checkRemovable(company, request, row);
  if (fault !== undefined) return { fault };
  if (isMatched(company, request, row)) return { fault: faults.settled() };
  const draft = { entity: row.entity, id: row.id, fields: voidedFields(row), voided: true };
  const voided = commit(company, draft, 'Void', request.origin);
  followUp(company, row, voided);
  return { shown: { [row.entity]: view(company, voided) }, id: row.id, created: false };
};
