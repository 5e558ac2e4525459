// A small company with a clock of its own, and short words for calling its books.
import {
  createBooks,
  type Books,
  type CompanySettings,
  type Knobs,
  type UiAct,
} from '../../simulators/quickbooks/core/books.ts';
import {
  objectAt,
  objectsAt,
  parseObject,
  textAt,
  type Json,
  type JsonObject,
} from '../../simulators/quickbooks/core/json.ts';
import type { Change, SimAnswer } from '../../simulators/quickbooks/core/types.ts';

export const realmId = '4620816365000000001';

export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: JsonObject;
  readonly text: string;
  readonly bytes: Uint8Array | undefined;
}

/** The books of one company, called as its API clients and users do. */
export interface Desk {
  readonly books: Books;
  readonly knobs: () => Knobs;
  readonly wait: (milliseconds: number) => void;
  readonly get: (resource: string, query?: string) => Reply;
  readonly post: (resource: string, body: Json, query?: string) => Reply;
  /** Uploads files; each character of a content stands for one byte. */
  readonly upload: (files: readonly UploadedFile[], query?: string) => Reply;
  /** Fetches what a temporary address leads to, without a token. */
  readonly fetch: (address: string) => Reply;
  readonly query: (text: string) => JsonObject;
  readonly act: (act: UiAct) => unknown;
  readonly changes: () => readonly Change[];
  /** Customer 1 is Ada, customer 2 is Ben. */
  readonly invoice: (amount: number, more?: JsonObject) => JsonObject;
  readonly payment: (amount: number, links: readonly Link[], more?: JsonObject) => JsonObject;
  readonly credit: (amount: number, more?: JsonObject) => JsonObject;
  readonly read: (entity: string, id: string) => JsonObject;
}

/** A file, or a part of one, of an upload. */
export interface UploadedFile {
  readonly name: string;
  readonly metadata?: JsonObject;
  readonly content?: string;
  /** `null` leaves the type out. */
  readonly contentType?: string | null;
}

export type Link = readonly [type: string, id: string, amount: number];

/** The start of the clock: a Pacific summer morning. */
export const start = Date.UTC(2026, 7, 3, 16, 20, 30, 250);

export const openDesk = (settings: Partial<CompanySettings> = {}): Desk => {
  let now = start;
  let chance = 20260803;
  const books = createBooks({
    now: () => now,
    random: () => {
      // A congruential generator: enough to shuffle, and the same in every run.
      chance = (chance * 1_103_515_245 + 12_345) % 2_147_483_648;
      return chance / 2_147_483_648;
    },
  });
  const people = ['Ada', 'Ben'].map((DisplayName) => ({ entity: 'Customer', object: { DisplayName } }));
  books.openCompany({ realmId, name: 'Harbour Lights', start: people, ...settings });
  books.settings(realmId).throttle.enforce = false;
  const call = callOf(books);
  const post = (resource: string, body: Json, query = '') =>
    call('POST', resource, query, typeof body === 'string' ? body : JSON.stringify(body));
  const made = (entity: string, body: JsonObject) => shown(entity, post(`/${entity.toLowerCase()}`, body));
  return {
    books,
    knobs: () => books.settings(realmId),
    wait: (milliseconds) => {
      now += milliseconds;
    },
    get: (resource, query = '') => call('GET', resource, query, ''),
    post,
    upload: (files, query = '') => call('POST', '/upload', query, multipart(files)),
    fetch: (address) => fetched(books, address),
    query: (text) => call('GET', '/query', new URLSearchParams({ query: text }).toString(), '').body,
    act: (act) => books.act(realmId, act),
    changes: () => books.takeChanges(),
    invoice: (amount, more = {}) => made('Invoice', { ...salesForm(amount), ...more }),
    credit: (amount, more = {}) => made('CreditMemo', { ...salesForm(amount), ...more }),
    payment: (amount, links, more = {}) =>
      made('Payment', { CustomerRef: { value: '1' }, TotalAmt: amount, Line: links.map(linkLine), ...more }),
    read: (entity, id) => shown(entity, call('GET', `/${entity.toLowerCase()}/${id}`, '', '')),
  };
};

const callOf =
  (books: Books) =>
  (method: string, resource: string, query: string, body: string): Reply => {
    const headers = body.startsWith(`--${edge}`) ? uploadHeaders : {};
    const path = `/v3/company/${realmId}${resource}`;
    const request = { method, path, query: new URLSearchParams(query), headers, body };
    return replyOf(books.answer({ realmId, resource, request }));
  };

const replyOf = (answer: SimAnswer): Reply => {
  const text = typeof answer.body === 'string' ? answer.body : '{}';
  return {
    status: answer.status,
    headers: answer.headers,
    body: parseObject(text) ?? {},
    text,
    bytes: typeof answer.body === 'string' ? undefined : answer.body,
  };
};

const fetched = (books: Books, address: string): Reply => {
  const { pathname: path, searchParams: query } = new URL(address);
  return replyOf(books.file({ method: 'GET', path, query, headers: {}, body: '' }));
};

const uploadHeaders = { 'content-type': 'multipart/form-data; boundary="--edge"', host: '127.0.0.1:8411' };

const multipart = (files: readonly UploadedFile[]): string => {
  const parts = files.flatMap(({ name, metadata, content, contentType = 'application/pdf' }, index) => {
    const part = (word: string, type: string | null, body: string) => {
      const disposition = `form-data; name="file_${word}_0${index + 1}"; filename="${name}"`;
      const typed = type === null ? '' : `\r\nContent-Type: ${type}`;
      return `--${edge}\r\nContent-Disposition: ${disposition}${typed}\r\n\r\n${body}\r\n`;
    };
    return [
      ...(metadata === undefined ? [] : [part('metadata', 'application/json', JSON.stringify(metadata))]),
      ...(content === undefined ? [] : [part('content', contentType, content)]),
    ];
  });
  return `${parts.join('')}--${edge}--\r\n`;
};

const edge = '--edge';

/** One sales line of an item. */
export const salesLine = (amount: number, detail: JsonObject = {}, more: JsonObject = {}): JsonObject => ({
  Amount: amount,
  DetailType: 'SalesItemLineDetail',
  SalesItemLineDetail: { ItemRef: { value: '1' }, ...detail },
  ...more,
});

/** The body of a sales form with one line. */
export const salesForm = (amount: number): JsonObject => ({
  CustomerRef: { value: '1' },
  TxnDate: '2026-08-01',
  Line: [salesLine(amount)],
});

export const linkLine = ([TxnType, TxnId, Amount]: Link): JsonObject => ({
  Amount,
  LinkedTxn: [{ TxnId, TxnType }],
});

/** The object in an answer; a refusal ends the test with its text. */
export const shown = (entity: string, reply: Reply): JsonObject => {
  const object = objectAt(reply.body, entity);
  if (object === undefined) throw new Error(JSON.stringify(reply.body));
  return object;
};

/** Id and token: what delete and void are sent. */
export const version = (object: JsonObject): JsonObject => ({
  Id: textAt(object, 'Id'),
  SyncToken: textAt(object, 'SyncToken'),
});

export const idOf = (object: JsonObject): string => textAt(object, 'Id') ?? '';

/** Status and code of a refusal, `400 5010`; `200` when it was none. */
export const verdict = (reply: Reply): string => {
  const code = codeOf(reply.body);
  return code === undefined ? String(reply.status) : `${reply.status} ${code}`;
};

/** The code of a fault inside a body or a batch item. */
export const codeOf = (body: JsonObject): string | undefined =>
  textAt(objectsAt(objectAt(body, 'Fault'), 'Error')[0], 'code') ??
  textAt(objectsAt(objectAt(body, 'fault'), 'error')[0], 'code');

export const detailOf = (body: JsonObject): string | undefined =>
  textAt(objectsAt(objectAt(body, 'Fault'), 'Error')[0], 'Detail');

/** The rows of a query answer. */
export const rowsOf = (body: JsonObject, entity: string): readonly JsonObject[] =>
  objectsAt(objectAt(body, 'QueryResponse'), entity);
