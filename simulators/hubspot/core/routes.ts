// Which path is which operation, in the old form (v3, v4) and in the dated ones; and which scopes each of them needs.
import { accountDetails, listTaxRates, readTaxRate } from './account-api.ts';
import type { Answered, Call } from './api.ts';
import {
  batchAssociate,
  batchAssociateDefault,
  batchDissociate,
  batchReadAssociations,
  batchUnlabel,
  deletePair,
  listAssociations,
  putDefault,
  putTyped,
} from './associations-api.ts';
import { batchArchive, batchCreate, batchRead, batchUpdate, batchUpsert } from './batch-api.ts';
import { kindOf } from './catalog.ts';
import type { Kind } from './catalog.ts';
import type { CallClass } from './limits.ts';
import { create, eraseOne, list, mergeTwo, read, removeOne, update } from './objects-api.ts';
import {
  archiveProperty,
  batchCreateProperties,
  batchReadProperties,
  createProperty,
  listProperties,
  readProperty,
  updateProperty,
} from './properties-api.ts';
import { search } from './search.ts';

/** An operation that a path leads to. */
export interface Route {
  readonly version: string;
  readonly what: CallClass;
  /** Of each list one scope is needed. */
  readonly scopes: readonly (readonly string[])[];
  readonly answer: (call: Call) => Answered;
}

/** The dated versions that are served. */
const DATED = '2025-09|2026-03|2026-09';
const FAMILIES: readonly (readonly [
  RegExp,
  (version: string, verb: string, rest: readonly string[]) => Route | undefined,
])[] = [
  [new RegExp(`^/crm/(v3)/objects/(.+)$`), objectRoute],
  [new RegExp(`^/crm/(v4)/objects/(.+)$`), pairRoute],
  [new RegExp(`^/crm/objects/(${DATED}|v3|v4)/(.+)$`), objectRoute],
  [new RegExp(`^/crm/(v4)/associations/(.+)$`), associationRoute],
  [new RegExp(`^/crm/associations/(${DATED})/(.+)$`), associationRoute],
  [new RegExp(`^/crm/(v3)/properties/(.+)$`), propertyRoute],
  [new RegExp(`^/crm/properties/(${DATED})/(.+)$`), propertyRoute],
  [new RegExp(`^/tax-rates/(v1|${DATED})/(.+)$`), taxRoute],
  [new RegExp(`^/account-info/(v3|${DATED})/(.+)$`), accountRoute],
];

/** The operation of a request; undefined when there is none. */
export function routeOf(method: string, path: string): Route | undefined {
  for (const [pattern, family] of FAMILIES) {
    const [, version, rest] = pattern.exec(path.replace(/\/$/, '')) ?? [];
    if (version === undefined || rest === undefined) continue;
    const parts = rest.split('/').map(decode);
    return parts.includes('') ? undefined : family(version, method, parts);
  }
  return undefined;
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    // A part that cannot be decoded names nothing.
    return '';
  }
}

function objectRoute(version: string, method: string, parts: readonly string[]): Route | undefined {
  const [word = '', second, third, fourth] = parts;
  const kind = kindOf(word);
  if (kind === undefined) return undefined;
  if (third === 'associations' && fourth !== undefined) return pairRoute(version, method, parts);
  const reading = (answer: Route['answer'], what: CallClass = 'read'): Route => ({
    version,
    what,
    scopes: [kind.scopes.read],
    answer,
  });
  const writing = (answer: Route['answer']): Route => ({
    version,
    what: 'write',
    scopes: [kind.scopes.write],
    answer,
  });
  switch (`${method} ${parts.length === 2 && !WORDS.has(second ?? '') ? '*' : parts.slice(1).join('/')}`) {
    case 'GET ':
      return reading((call) => list(call, kind));
    case 'POST ':
      return writing((call) => create(call, kind));
    case 'GET *':
      return reading((call) => read(call, kind, second ?? ''));
    case 'PATCH *':
      return writing((call) => update(call, kind, second ?? ''));
    case 'DELETE *':
      return writing((call) => removeOne(call, kind, second ?? ''));
    case 'POST search':
      return reading((call) => search(call, kind), 'search');
    case 'POST merge':
      return writing((call) => mergeTwo(call, kind));
    case 'POST gdpr-delete':
      return writing((call) => eraseOne(call, kind));
    case 'POST batch/read':
      return reading((call) => batchRead(call, kind));
    case 'POST batch/create':
      return writing((call) => batchCreate(call, kind));
    case 'POST batch/update':
      return writing((call) => batchUpdate(call, kind));
    case 'POST batch/upsert':
      return writing((call) => batchUpsert(call, kind));
    case 'POST batch/archive':
      return writing((call) => batchArchive(call, kind));
    default:
      return undefined;
  }
}

const WORDS = new Set(['search', 'merge', 'gdpr-delete', 'batch']);

/** `{type}/{id}/associations/…`, for one pair of records. */
function pairRoute(version: string, method: string, parts: readonly string[]): Route | undefined {
  const [word = '', fromId = '', middle, ...rest] = parts;
  const isDefault = rest[0] === 'default';
  const [toWord = '', toId] = isDefault ? rest.slice(1) : rest;
  const from = kindOf(word);
  const to = kindOf(toWord);
  if (middle !== 'associations' || from === undefined || to === undefined) return undefined;
  if (toId === undefined) {
    const answer = (call: Call) => listAssociations(call, from, fromId, to);
    return method === 'GET' && !isDefault
      ? { version, what: 'read', scopes: readScopes(from, to), answer }
      : undefined;
  }
  const pair = { from, fromId, to, toId };
  const writing = (answer: Route['answer']): Route => ({
    version,
    what: 'write',
    scopes: writeScopes(from, to),
    answer,
  });
  if (method === 'PUT') return writing((call) => (isDefault ? putDefault(call, pair) : putTyped(call, pair)));
  return method === 'DELETE' && !isDefault ? writing((call) => deletePair(call, pair)) : undefined;
}

/** `{from}/{to}/batch/…`. */
function associationRoute(version: string, method: string, parts: readonly string[]): Route | undefined {
  const [one = '', other = '', ...rest] = parts;
  const [from, to] = [kindOf(one), kindOf(other)];
  if (from === undefined || to === undefined || method !== 'POST') return undefined;
  const writing = (answer: Route['answer']): Route => ({
    version,
    what: 'association',
    scopes: writeScopes(from, to),
    answer,
  });
  switch (rest.join('/')) {
    case 'batch/read':
      return {
        version,
        what: 'association',
        scopes: readScopes(from, to),
        answer: (call) => batchReadAssociations(call, from, to),
      };
    case 'batch/create':
      return writing((call) => batchAssociate(call, from, to));
    case 'batch/associate/default':
      return writing((call) => batchAssociateDefault(call, from, to));
    case 'batch/archive':
      return writing((call) => batchDissociate(call, from, to));
    case 'batch/labels/archive':
      return writing((call) => batchUnlabel(call, from, to));
    default:
      return undefined;
  }
}

function readScopes(from: Kind, to: Kind): Route['scopes'] {
  return [from.scopes.read, to.scopes.read];
}

function writeScopes(from: Kind, to: Kind): Route['scopes'] {
  return [from.scopes.write, to.scopes.write];
}

function propertyRoute(version: string, method: string, parts: readonly string[]): Route | undefined {
  const [word = '', ...rest] = parts;
  const kind = kindOf(word);
  if (kind === undefined) return undefined;
  const [name = ''] = rest;
  const { read: mayRead } = kind.scopes;
  const reading = (answer: Route['answer']): Route => {
    return { version, what: 'read', scopes: [[`crm.schemas.${kind.scope}.read`, ...mayRead]], answer };
  };
  const writing = (answer: Route['answer']): Route => {
    return { version, what: 'write', scopes: [[`crm.schemas.${kind.scope}.write`]], answer };
  };
  switch (`${method} ${rest.length === 1 ? '*' : rest.join('/')}`) {
    case 'GET ':
      return reading((call) => listProperties(call, kind));
    case 'POST ':
      return writing((call) => createProperty(call, kind));
    case 'GET *':
      return reading((call) => readProperty(call, kind, name));
    case 'PATCH *':
      return writing((call) => updateProperty(call, kind, name));
    case 'DELETE *':
      return writing((call) => archiveProperty(call, kind, name));
    case 'POST batch/read':
      return reading((call) => batchReadProperties(call, kind));
    case 'POST batch/create':
      return writing((call) => batchCreateProperties(call, kind));
    default:
      return undefined;
  }
}

function taxRoute(version: string, method: string, parts: readonly string[]): Route | undefined {
  const [word, id] = parts;
  if (method !== 'GET' || word !== 'tax-rates' || parts.length > 2) return undefined;
  const answer = (call: Call) => (id === undefined ? listTaxRates(call) : readTaxRate(call, id));
  return { version, what: 'read', scopes: [['tax_rates.read']], answer };
}

function accountRoute(version: string, method: string, parts: readonly string[]): Route | undefined {
  const known = method === 'GET' && parts.join('/') === 'details';
  return known ? { version, what: 'read', scopes: [], answer: accountDetails } : undefined;
}
