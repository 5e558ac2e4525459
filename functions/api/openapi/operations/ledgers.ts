// The addresses that ledgers and browsers on their way to them come to; each ledger has its own.
import { type Operation, param } from '../operation.ts';

const PAGE = { says: 'A page that says how it ended', type: 'text/html' } as const;

export const LEDGER_OPERATIONS: Readonly<Record<string, Operation>> = {
  'POST /webhooks/quickbooks': {
    name: 'receiveNotices',
    tag: 'service',
    summary: 'QuickBooks says here what changed in a company. Signed; acknowledged as soon as it is queued.',
    answers: { 200: { says: 'It is queued' } },
  },
  'POST /webhooks/snelstart': {
    name: 'receiveKeyNotices',
    tag: 'service',
    summary:
      'SnelStart says here that a coupling key changed. Unsigned: it only lets the lane find out by itself.',
    answers: { 200: { says: 'The lane looks' } },
  },
  'POST /v1/webhooks/hubspot': {
    name: 'receiveSourceNotices',
    tag: 'service',
    summary:
      'HubSpot says here what changed in an account. Signed; acknowledged as soon as it is queued, or counted if the account is nobody’s.',
    answers: { 200: { says: 'It is queued' } },
  },
  'GET /oauth/quickbooks/start': {
    name: 'startConnect',
    tag: 'connections',
    summary: 'Where a person opens what beginConnect answered: binds the browser and sends it on.',
    query: { state: param('The secret of the attempt, good once.') },
    answers: { 302: { says: 'To the ledger' }, 410: PAGE },
  },
  'GET /oauth/quickbooks/callback': {
    name: 'finishConnect',
    tag: 'connections',
    summary: 'Where the ledger sends the browser back to.',
    query: {
      state: param('The secret of the attempt, good once.'),
      code: param('What tokens are got for.'),
      realmId: param('The company.'),
      error: param('Access was not given.'),
    },
    answers: { 200: PAGE, 400: PAGE, 403: PAGE, 409: PAGE, 410: PAGE, 502: PAGE, 503: PAGE },
  },
  'GET /oauth/hubspot/start': {
    name: 'startConnectSource',
    tag: 'connections',
    summary: 'Where a person opens what beginConnect answered: binds the browser and sends it on.',
    query: { state: param('The secret of the attempt, good once.') },
    answers: { 302: { says: 'To the source' }, 410: PAGE },
  },
  'GET /oauth/hubspot/callback': {
    name: 'finishConnectSource',
    tag: 'connections',
    summary: 'Where the source sends the browser back to.',
    query: {
      state: param('The secret of the attempt, good once.'),
      code: param('What tokens are got for.'),
      error: param('Access was not given.'),
    },
    answers: { 200: PAGE, 400: PAGE, 403: PAGE, 409: PAGE, 410: PAGE, 502: PAGE, 503: PAGE },
  },
};
