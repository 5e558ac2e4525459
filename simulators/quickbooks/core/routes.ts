// Routes: which request is a read, a write, a query, a batch, a PDF or a mail, and its answer without envelope.
import { upload } from './attachments.ts';
import { temporaryAddress } from './file-addresses.ts';
import { longestItemId, runBatch } from './batch.ts';
import { changesSince } from './cdc.ts';
import { find, type Company } from './company.ts';
import { kindOf, type EntityKind } from './entities.ts';
import { exchangeRate, setExchangeRate } from './exchange-rates.ts';
import { faults, type Fault } from './faults.ts';
import { parseObject, type JsonObject } from './json.ts';
import { mergePreferences } from './preferences.ts';
import { runQuery } from './query.ts';
import { pdfOf, send } from './documents.ts';
import type { Origin } from './store.ts';
import type { ApiCall, SimRequest } from './types.ts';
import { view } from './view.ts';
import { write, type WriteRequest } from './write.ts';

/** What a route answers. `status` is only given where it is not the usual one. */
export type Answered =
  | { readonly fault: Fault }
  | { readonly body: JsonObject; readonly metered: boolean }
  /** Anything that is not JSON. */
  | { readonly type: string; readonly raw: string | Uint8Array };

/** Finds the route of a call and answers it. */
export const route = (company: Company, call: ApiCall): Answered => {
  const { request } = call;
  const [first = '', id, action, ...rest] = call.resource.split('/').filter((part) => part !== '');
  const isRead = request.method === 'GET';
  if (rest.length > 0) return { fault: faults.noSuchResource(request.method) };
  if (first === 'download' && id !== undefined && isRead) return download(company, id);
  const special = id === undefined ? specialRoute(company, first, request) : undefined;
  if (special !== undefined) return special;
  const kind = kindOf(first);
  if (kind === undefined) return { fault: faults.noSuchResource(request.method) };
  if (isRead) return action === 'pdf' ? pdf(company, kind, id ?? '') : read(company, kind, id, action);
  if (request.method !== 'POST') return { fault: faults.noSuchResource(request.method) };
  if (id !== undefined) return action === 'send' ? mail(company, kind, id, request) : { fault: noResource() };
  return post(company, kind, request);
};

const noResource = (): Fault => faults.noSuchResource('POST');

const specialRoute = (company: Company, first: string, request: SimRequest): Answered | undefined => {
  const isGet = request.method === 'GET';
  if (first === 'query') {
    const text = isGet ? (request.query.get('query') ?? '') : request.body;
    return asAnswer(runQuery(company, text));
  }
  if (first === 'cdc' && isGet) {
    const { query } = request;
    return asAnswer(changesSince(company, query.get('entities') ?? '', query.get('changedSince') ?? ''));
  }
  if (first === 'exchangerate') return rate(company, request);
  if (request.method !== 'POST') return undefined;
  if (first === 'upload') return unmetered(upload(company, request, originOf(request)));
  return first === 'batch' ? batch(company, request) : undefined;
};

const rate = (company: Company, request: SimRequest): Answered => {
  const { query } = request;
  const isRead = request.method === 'GET';
  const day = query.get('asofdate') ?? undefined;
  const found = isRead
    ? exchangeRate(company, query.get('sourcecurrencycode') ?? undefined, day)
    : saveRate(company, request);
  if ('fault' in found) return found;
  if (!isRead) company.calls.writes += 1;
  return { body: { ExchangeRate: view(company, found.row) }, metered: isRead };
};

const saveRate = (company: Company, request: SimRequest) => {
  if (company.state.subscriptionEnded) return { fault: faults.subscriptionEnded() };
  const body = parseObject(request.body);
  return body === undefined
    ? { fault: faults.unsupportedProperty('body') }
    : setExchangeRate(company, body, originOf(request));
};

// The address of a file, as plain text.
const download = (company: Company, id: string): Answered => {
  const row = find(company, 'Attachable', id);
  if (row === undefined || !company.files.has(id)) return { fault: faults.notFound() };
  return { type: 'text/plain;charset=UTF-8', raw: temporaryAddress(company, row) };
};

const originOf = (request: SimRequest): Origin => ({ by: 'api', requestId: requestIdOf(request) });

const unmetered = (outcome: { readonly fault: Fault } | { readonly answer: JsonObject }): Answered =>
  'fault' in outcome ? outcome : { body: outcome.answer, metered: false };

const asAnswer = (outcome: { readonly fault: Fault } | { readonly answer: JsonObject }): Answered =>
  'fault' in outcome ? outcome : { body: outcome.answer, metered: true };

const batch = (company: Company, request: SimRequest): Answered => {
  const body = parseObject(request.body);
  if (body === undefined) return { fault: faults.unsupportedProperty('body') };
  const requestId = requestIdOf(request);
  if ((requestId?.length ?? 0) + longestItemId(body) > longestRequestId)
    return { fault: faults.badRequestId() };
  company.calls.batches += 1;
  const outcome = runBatch(company, body, requestId);
  return 'fault' in outcome ? outcome : { body: outcome.answer, metered: false };
};

/** The request id of a call; an empty one is none. */
export const requestIdOf = (request: SimRequest): string | undefined => {
  const id = request.query.get('requestid');
  return id === null || id === '' ? undefined : id;
};

/** Request id and the longest item id together. */
export const longestRequestId = 50;

const read = (
  company: Company,
  kind: EntityKind,
  id: string | undefined,
  action: string | undefined,
): Answered => {
  if (action !== undefined) return { fault: faults.noSuchResource('GET') };
  // There is one of each per company; its path names the company or nothing.
  const isSingle = kind.name === 'CompanyInfo' || kind.name === 'Preferences';
  if (id === undefined && !isSingle) return { fault: faults.noSuchResource('GET') };
  const row = find(company, kind.name, isSingle ? '1' : (id ?? ''));
  if (row === undefined) return { fault: faults.notFound() };
  return { body: { [kind.name]: view(company, row) }, metered: true };
};

const pdf = (company: Company, kind: EntityKind, id: string): Answered => {
  const row = find(company, kind.name, id);
  if (!kind.pdf) return { fault: faults.noSuchResource('GET') };
  return row === undefined ? { fault: faults.notFound() } : { type: 'application/pdf', raw: pdfOf(row) };
};

const mail = (company: Company, kind: EntityKind, id: string, request: SimRequest): Answered => {
  if (!kind.pdf) return { fault: noResource() };
  if (company.state.subscriptionEnded) return { fault: faults.subscriptionEnded() };
  const outcome = send(company, kind.name, id, request.query.get('sendTo') ?? undefined);
  if ('fault' in outcome) return outcome;
  company.calls.writes += 1;
  return { body: { [kind.name]: outcome.shown }, metered: false };
};

const post = (company: Company, kind: EntityKind, request: SimRequest): Answered => {
  const body = parseObject(request.body);
  if (body === undefined) return { fault: faults.unsupportedProperty('body') };
  if (kind.name === 'Preferences') return preferences(company, body);
  if (kind.family === 'fixed') return { fault: noResource() };
  const meant = operationOf(kind, request);
  if (typeof meant !== 'string') return meant;
  const includes = request.query.get('include') ?? '';
  const outcome = write(company, {
    entity: kind.name,
    operation: meant,
    body,
    origin: originOf(request),
    allowDuplicateNumber: includes.includes('allowduplicatedocnum'),
    keepsHistory: includes.includes('donotupdateaccountontxns'),
  });
  if ('fault' in outcome) return outcome;
  company.calls.writes += 1;
  return { body: outcome.shown, metered: false };
};

const preferences = (company: Company, body: JsonObject): Answered => {
  if (company.state.subscriptionEnded) return { fault: faults.subscriptionEnded() };
  company.calls.writes += 1;
  return { body: { Preferences: view(company, mergePreferences(company, body, 'api')) }, metered: false };
};

// Each entity is voided in its own way, and the wrong way is answered in its own way too.
const operationOf = (kind: EntityKind, request: SimRequest): WriteRequest['operation'] | Answered => {
  const operation = (request.query.get('operation') ?? 'update').toLowerCase();
  const includes = (request.query.get('include') ?? '').toLowerCase().split(',');
  if (operation === 'delete') return 'delete';
  if (operation === 'void') return voidOperation(kind);
  if (operation !== 'update' && operation !== 'create') return { fault: faults.unsupported(operation) };
  if (!includes.includes('void')) return 'save';
  return kind.voidForm === 'include' ? 'void' : { fault: faults.unsupported('void') };
};

const voidOperation = (kind: EntityKind): WriteRequest['operation'] | Answered => {
  switch (kind.voidForm) {
    case 'operation':
      return 'void';
    case 'noop':
      return { body: { BatchItemResponse: [] }, metered: false };
    case 'system':
      return { fault: faults.system(200) };
    case 'include':
    case 'none':
      return { fault: faults.unsupported('void') };
  }
};
