// Reading the feed: pages, cursors that are too old or ahead, and nobody else's changes.
import { expect, test } from 'vitest';
import { API_ROUTES } from '../../functions/api/routes.ts';
import { serve } from '../../functions/http/serve.ts';
import type { Change } from '../../shared/core/feed.ts';
import { addTenant, bodyOf, createTestHost, NOW, requestWith } from '../support/http-host.ts';

const DAY = 86_400_000;

const paid = (id: string): Change => ({ id: `invoice#${id}:2`, type: 'invoice.paid', data: { id } });

async function shop() {
  const { host, setNow } = createTestHost();
  const { key } = await addTenant(host, 'shop');
  const ask = async (query: Record<string, string> = {}, connection = 'shop') => {
    const request = requestWith('GET /v1/connections/{connection}/changes', {
      path: { connection },
      key,
      query,
    });
    const answer = await serve(API_ROUTES, host, request);
    return { status: answer.status, body: bodyOf(answer) };
  };
  return { host, setNow, ask };
}

test('an empty feed answers that there is nothing, and from where to ask next', async () => {
  const { ask } = await shop();
  expect(await ask()).toEqual({ status: 200, body: { changes: [], next: '0', head: '0' } });
});

test('changes come as CloudEvents in their order, page by page', async () => {
  const { host, ask } = await shop();
  await host.feed.append('shop', ['F-1', 'F-2', 'F-3'].map(paid), NOW);
  const first = await ask({ limit: '2' });
  expect(first.body).toMatchObject({ next: '2', head: '3' });
  expect(first.body).toMatchObject({
    changes: [
      {
        specversion: '1.0',
        id: 'invoice#F-1:2',
        source: '/v1/connections/shop',
        type: 'invoice.paid',
        time: new Date(NOW).toISOString(),
        sequence: '1',
        data: { id: 'F-1' },
      },
      { sequence: '2' },
    ],
  });
  expect((await ask({ after: '2' })).body).toMatchObject({ changes: [{ sequence: '3' }], next: '3' });
  expect((await ask({ after: '3' })).body).toEqual({ changes: [], next: '3', head: '3' });
});

test('a cursor older than 90 days is told apart, with what to do', async () => {
  const { host, ask, setNow } = await shop();
  await host.feed.append('shop', ['F-1', 'F-2'].map(paid), NOW);
  await host.feed.append('shop', [paid('F-3')], NOW + 10 * DAY);
  setNow(NOW + 95 * DAY);
  const gone = await ask({ after: '1' });
  expect(gone).toMatchObject({ status: 410, body: { code: 'changes_gone', retryable: false } });
  expect(JSON.stringify(gone.body)).toContain('Read on with after=2');
  expect((await ask({ after: '2' })).body).toMatchObject({ changes: [{ sequence: '3' }] });
  // Who names no cursor has missed nothing and begins with what there is.
  expect((await ask()).body).toMatchObject({ changes: [{ sequence: '3' }], next: '3' });
});

test.each([
  [{ after: '7' }, 'after'],
  [{ after: '-1' }, 'after'],
  [{ after: 'x' }, 'after'],
  [{ after: '1'.repeat(13) }, 'after'],
  [{ limit: '0' }, 'limit'],
  [{ limit: '201' }, 'limit'],
  [{ before: '1' }, 'before'],
])('%o is refused', async (query, pointer) => {
  const { ask } = await shop();
  expect(await ask(query)).toMatchObject({
    status: 400,
    body: { code: 'bad_query', errors: [{ pointer }] },
  });
});

test('nobody reads the feed of another connection', async () => {
  const { host, ask } = await shop();
  await addTenant(host, 'hotel');
  await host.feed.append('hotel', [paid('F-1')], NOW);
  expect((await ask({}, 'hotel')).status).toBe(404);
});
