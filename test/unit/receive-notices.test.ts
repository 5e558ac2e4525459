// Receiving a ledger's webhook: queued per lane before the 200, and never a refusal for what is signed.
import { beforeEach, describe, expect, test } from 'vitest';
import { serve } from '../../functions/http/serve.ts';
import { WEBHOOK_ROUTES } from '../../functions/webhooks/routes.ts';
import type { NoticeReading } from '../../shared/connectors/ports.ts';
import type { Host } from '../../shared/host/host.ts';
import { addTenant, createTestHost, requestWith } from '../support/http-host.ts';

const ROUTE = 'POST /webhooks/quickbooks';

let reading: NoticeReading = { type: 'refused' };
const seen: Uint8Array[] = [];
const reader = {
  read: async (_headers: Readonly<Record<string, string | undefined>>, rawBody: Uint8Array) => {
    seen.push(rawBody);
    return reading;
  },
};
let outside = createTestHost({ notices: reader });
beforeEach(async () => {
  outside = createTestHost({ notices: reader });
  await addTenant(outside.host, 'alpha');
  await addTenant(outside.host, 'beta');
});

const push = (host: Host = outside.host) =>
  serve(WEBHOOK_ROUTES, host, requestWith(ROUTE, { body: '{"a": 1}' }));
const notice = (company: string, id: string, at: number) => ({
  company: `company-${company}`,
  document: { type: 'invoice' as const, id },
  at,
});
const says = (...notices: readonly ReturnType<typeof notice>[]): void => {
  reading = { type: 'notices', notices, unreadable: 0 };
};

test('the reader gets the bytes as they were sent; what it refuses is a 401 that leaves nothing', async () => {
  reading = { type: 'refused' };
  expect((await push()).status).toBe(401);
  expect(Buffer.from(seen.at(-1) ?? []).toString()).toBe('{"a": 1}');
  expect(outside.sent).toEqual([]);
});

test('notices go to the lanes of their companies, each document once at its latest change', async () => {
  says(notice('alpha', '1', 10), notice('beta', '1', 20), notice('alpha', '1', 30), notice('alpha', '2', 5));
  expect((await push()).status).toBe(200);
  const look = (id: string, changedAt: number) => ({
    at: 'document',
    document: { type: 'invoice', id },
    changedAt,
  });
  expect(outside.sent).toEqual([
    { lane: 'quickbooks:company-alpha', looks: [look('1', 30), look('2', 5)] },
    { lane: 'quickbooks:company-beta', looks: [look('1', 20)] },
  ]);
});

describe('never a refusal for a signed body', () => {
  test.each<[string, NoticeReading]>([
    ['nothing in it', { type: 'notices', notices: [], unreadable: 0 }],
    ['nothing readable', { type: 'notices', notices: [], unreadable: 3 }],
    [
      'a company that nobody connected',
      { type: 'notices', notices: [notice('nobody', '1', 1)], unreadable: 0 },
    ],
  ])('%s', async (_, read) => {
    reading = read;
    expect((await push()).status).toBe(200);
    expect(outside.sent).toEqual([]);
  });

  test('what cannot be used is counted, and the count that fails costs nothing', async () => {
    const counts: string[] = [];
    const countUnreadable = async (_ledger: string, reason: string) => {
      counts.push(reason);
      throw new Error('throttled');
    };
    const connections = { ...outside.host.connections, countUnreadable };
    reading = { type: 'notices', notices: [notice('nobody', '1', 1)], unreadable: 1 };
    expect((await push({ ...outside.host, connections })).status).toBe(200);
    expect(counts).toEqual(['unreadable', 'unknown_company']);
  });
});

test('a queue that is down is a 503, so that the ledger sends again; other lanes are named all the same', async () => {
  says(notice('alpha', '1', 10), notice('beta', '1', 20));
  const send: Host['lanes']['send'] = async (lane, looks) => {
    if (lane.endsWith('alpha')) throw new Error('down');
    await outside.host.lanes.send(lane, looks);
  };
  expect((await push({ ...outside.host, lanes: { ...outside.host.lanes, send } })).status).toBe(503);
  expect(outside.sent).toHaveLength(1);
});
