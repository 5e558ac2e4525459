// Reading from HubSpot: faults by their table, a hundred ids in a call, and searches that overlap and never skip.
import { describe, expect, test } from 'vitest';
import { changedSince, SEARCH_OVERLAP_MS } from '../../shared/connectors/hubspot/changes.ts';
import { call } from '../../shared/connectors/hubspot/client.ts';
import { STATUS_TABLE } from '../../shared/connectors/hubspot/faults.ts';
import { readAssociations, readObjects } from '../../shared/connectors/hubspot/objects.ts';
import { ACCESS, canned, NOW, type Prepared, reply } from '../support/hubspot.ts';

const fault = async (answer: Prepared, effect: 'read' | 'write' = 'read') => {
  const read = await call(canned(answer).client, ACCESS, { path: '/crm/x', effect });
  if (read.ok) throw new Error('no fault');
  return read.fault;
};
const error = (status: number, more: object = {}, headers = {}) =>
  reply({ status: 'error', message: 'words', correlationId: 'c-1', ...more }, status, headers);

describe('faults', () => {
  test.each(STATUS_TABLE)('%j', async ({ status, category, fault: expected }) => {
    expect((await fault(error(status, { category }))).fault).toBe(expected);
  });

  const cases: readonly (readonly [string, Prepared, string, string])[] = [
    ['an error inside HubSpot', error(500), 'unavailable', 'unknown_outcome'],
    ['a page of the gateway', reply('<html>', 502), 'unavailable', 'unknown_outcome'],
    ['no answer in time', { failed: 'timeout' }, 'unavailable', 'unknown_outcome'],
    ['no connection', { failed: 'refused' }, 'unavailable', 'unavailable'],
    ['a page with status 200', reply('<html>', 200), 'unexpected', 'unknown_outcome'],
    [
      'a unique value that is taken',
      error(400, { errors: [{ code: 'CONFLICTING_UNIQUE_VALUE' }] }),
      'name_taken',
      'name_taken',
    ],
    ['a teapot', error(418), 'unexpected', 'unexpected'],
  ];
  test.each(cases)('%s after a read and after a write', async (_what, answer, read, write) => {
    expect([(await fault(answer)).fault, (await fault(answer, 'write')).fault]).toEqual([read, write]);
  });

  test.each([
    [429, { policyName: 'TEN_SECONDLY_ROLLING' }, {}, 10_000],
    [429, { policyName: 'SECONDLY' }, {}, 1_000],
    [429, { policyName: 'DAILY' }, {}, 3_600_000],
    [429, {}, {}, 10_000],
    [429, { policyName: 'DAILY' }, { 'retry-after': '7' }, 7_000],
    [423, {}, {}, 2_000],
    [477, {}, { 'retry-after': '86400' }, 3_600_000],
    [477, {}, {}, 3_600_000],
    [404, {}, {}, undefined],
  ])('%i %j %j waits %s', async (status, body, headers, wait) => {
    expect((await fault(error(status, body, headers))).retryAfterMs).toBe(wait);
  });

  test('tell code and correlation, and never the values that were sent', async () => {
    const message = 'Property values were not valid: ada@example.com';
    const told = await fault(
      error(400, { message, category: 'VALIDATION_ERROR', errors: [{ code: 'INVALID_EMAIL' }] }),
    );
    expect(told).toEqual({
      fault: 'invalid',
      vendorCode: 'INVALID_EMAIL',
      detail: 'HTTP 400 [correlation c-1]',
    });
  });
});

const row = (id: string, at: number) => ({
  id,
  properties: { hs_lastmodifieddate: new Date(at).toISOString(), hs_object_id: id },
  createdAt: '2026-01-01T00:00:00.000Z',
  updatedAt: new Date(at).toISOString(),
  archived: false,
});

describe('records by id', () => {
  test('are read a hundred in a call, each once', async () => {
    const ids = Array.from({ length: 250 }, (_, n) => String(n + 1));
    const pages = [0, 100, 200].map((from) => ({
      json: { results: ids.slice(from, from + 100).map((id) => row(id, NOW)) },
    }));
    const { client, requests, bodies } = canned(...pages);
    const read = await readObjects(client, ACCESS, 'invoice', {
      ids: [...ids, '1'],
      properties: ['hs_number'],
    });
    expect(read).toMatchObject({ ok: true, value: { missing: [], calls: 3 } });
    expect(requests[0]).toMatchObject({
      method: 'POST',
      url: 'https://api.hubapi.com/crm/objects/2026-09/0-53/batch/read',
      headers: { authorization: 'Bearer token-1' },
    });
    expect(bodies()[2]).toEqual({
      inputs: ids.slice(200).map((id) => ({ id })),
      properties: ['hs_number'],
      propertiesWithHistory: [],
    });
  });

  test('that are not there are named, whether HubSpot tells or not', async () => {
    const told = reply({ status: 'COMPLETE', results: [row('1', NOW)], numErrors: 1, errors: [{}] }, 207);
    for (const answer of [told, { json: { results: [row('1', NOW)] } }]) {
      const read = await readObjects(canned(answer).client, ACCESS, 'contact', {
        ids: ['1', '2'],
        properties: [],
      });
      expect(read).toMatchObject({
        ok: true,
        value: { objects: [{ id: '1', updatedAt: NOW }], missing: ['2'] },
      });
    }
  });

  test('none cost no call, and nonsense is a fault', async () => {
    const none = canned();
    expect(await readObjects(none.client, ACCESS, 'deal', { ids: [], properties: [] })).toMatchObject({
      ok: true,
      value: { calls: 0 },
    });
    const odd = canned({ json: { results: [{ id: 'x' }] } });
    expect(await readObjects(odd.client, ACCESS, 'deal', { ids: ['1'], properties: [] })).toMatchObject({
      ok: false,
      fault: { fault: 'unexpected' },
    });
  });

  test('have their associations by the numbers of their kinds; ids keep every digit', async () => {
    const long = '9007199254740993';
    const text = `{"results":[{"from":{"id":"1"},"to":[{"toObjectId":${long},"associationTypes":[{"category":"HUBSPOT_DEFINED","typeId":177,"label":null}]}]}],"numErrors":1,"errors":[{}]}`;
    const { client, requests } = canned(reply(text, 207));
    const read = await readAssociations(client, ACCESS, { from: 'invoice', to: 'contact' }, ['1', '2']);
    expect(requests[0]?.url).toBe('https://api.hubapi.com/crm/associations/2026-09/0-53/0-1/batch/read');
    expect(read.ok && [...read.value]).toEqual([
      ['1', [{ id: long, typeIds: [177] }]],
      ['2', []],
    ]);
  });
});

describe('what changed since a time', () => {
  const date = { date: new Date(NOW).toUTCString() };
  const page = (rows: readonly ReturnType<typeof row>[], after?: string) =>
    reply(
      { total: 9, results: rows, ...(after === undefined ? {} : { paging: { next: { after } } }) },
      200,
      date,
    );
  const full = (from: number, step: number) =>
    Array.from({ length: 200 }, (_, n) => row(String(from + n), NOW - 9_000 + step * n));
  const since = NOW - 60_000;

  test('is asked for from five minutes before it, oldest first', async () => {
    const { client, bodies } = canned(page([row('1', NOW - 1000)]));
    expect(await changedSince(client, ACCESS, 'contact', { since, now: 5 })).toEqual({
      ok: true,
      value: { changed: [{ id: '1', at: NOW - 1000 }], upTo: NOW, calls: 1 },
    });
    expect(bodies()[0]).toEqual({
      filterGroups: [
        {
          filters: [
            { propertyName: 'lastmodifieddate', operator: 'GTE', value: String(since - SEARCH_OVERLAP_MS) },
          ],
        },
      ],
      sorts: [{ propertyName: 'lastmodifieddate', direction: 'ASCENDING' }],
      properties: ['lastmodifieddate'],
      limit: 200,
      after: '0',
    });
  });

  test('is walked on by time, and by place only within one millisecond', async () => {
    const last = row('999', NOW);
    const { client, bodies } = canned(page(full(1, 1), '200'), page(full(200, 0), '200'), page([last]));
    const read = await changedSince(client, ACCESS, 'invoice', { since, now: NOW });
    expect(read).toMatchObject({ ok: true, value: { upTo: NOW, calls: 3 } });
    expect(bodies()).toMatchObject([
      { after: '0' },
      { filterGroups: [{ filters: [{ value: String(NOW - 9_000 + 199) }] }], after: '0' },
      { filterGroups: [{ filters: [{ value: String(NOW - 9_000 + 199) }] }], after: '200' },
    ]);
  });

  test('is kept as far as it got when the limit of searches is reached', async () => {
    const { client } = canned(page(full(1, 1), '200'), reply({ policyName: 'SECONDLY' }, 429));
    const read = await changedSince(client, ACCESS, 'invoice', { since, now: NOW });
    expect(read).toMatchObject({ ok: true, value: { upTo: NOW - 9_000 + 199, calls: 2 } });
    const first = canned(reply({ policyName: 'SECONDLY' }, 429));
    expect(await changedSince(first.client, ACCESS, 'invoice', { since, now: NOW })).toMatchObject({
      ok: false,
      fault: { fault: 'throttled', retryAfterMs: 1000 },
    });
  });

  test('ends after 10,000 records, and the next look goes on there', async () => {
    const pages = Array.from({ length: 60 }, (_, n) =>
      page(
        full(n * 200, 1).map((each, k) => row(each.id, NOW - 50_000 + n * 200 + k)),
        '200',
      ),
    );
    const read = await changedSince(canned(...pages).client, ACCESS, 'invoice', { since, now: NOW });
    expect(read).toMatchObject({ ok: true, value: { calls: 50, upTo: NOW - 50_000 + 9_999 } });
  });

  test('is a fault when 10,000 records changed in one millisecond', async () => {
    const pages = Array.from({ length: 60 }, (_, n) => page(full(n * 200, 0), '200'));
    const read = await changedSince(canned(...pages).client, ACCESS, 'invoice', {
      since: NOW - 9_000 + SEARCH_OVERLAP_MS,
      now: NOW,
    });
    expect(read).toMatchObject({ ok: false, fault: { fault: 'unexpected' } });
  });

  test('never moves the watermark back', async () => {
    const read = await changedSince(canned(page([])).client, ACCESS, 'invoice', {
      since: NOW + 10_000,
      now: NOW,
    });
    expect(read).toMatchObject({ ok: true, value: { upTo: NOW + 10_000 } });
  });
});
