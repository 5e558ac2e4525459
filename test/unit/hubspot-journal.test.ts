// The Webhooks Journal as its reader takes it: from file to file, without a token for the files, and when the place is gone.
import { describe, expect, test } from 'vitest';
import { readJournal } from '../../shared/connectors/hubspot/journal.ts';
import { ACCESS, canned, reply } from '../support/hubspot.ts';

const entry = (offset: string, url = `https://files.example.com/${offset}.json`) => ({
  json: { currentOffset: offset, expiresAt: '2026-11-21T12:30:00.000Z', url },
});
const file = (...journalEvents: readonly object[]) => ({
  json: { offset: 'o', publishedAt: '2026-11-21T12:00:05.000Z', journalEvents },
});
const at = '2026-11-21T12:00:00.000Z';
const update = {
  type: 'crmObject',
  portalId: 62_515,
  occurredAt: at,
  action: 'UPDATE',
  objectTypeId: '0-53',
  objectId: 44_446_244_097,
};
const uninstall = {
  type: 'app_lifecycle_event',
  portalId: 62_515,
  occurredAt: at,
  action: 'APP_UNINSTALL',
  eventTypeId: '4-1916193',
};
const end = reply('', 204);

test('it is read from file to file, and the files without our token', async () => {
  const { client, requests } = canned(entry('a'), file(update), entry('b'), file(uninstall), end);
  expect(await readJournal(client, ACCESS, undefined)).toEqual({
    ok: true,
    value: {
      notices: [
        { account: '62515', object: { type: 'invoice', id: '44446244097' }, at: Date.parse(at), ours: false },
      ],
      uninstalled: [{ account: '62515', at: Date.parse(at) }],
      offset: 'b',
      whole: true,
      lost: false,
    },
  });
  expect(requests.map(({ url }) => url)).toEqual([
    'https://api.hubapi.com/webhooks-journal/journal/2026-03/earliest',
    'https://files.example.com/a.json',
    'https://api.hubapi.com/webhooks-journal/journal/2026-03/offset/a/next',
    'https://files.example.com/b.json',
    'https://api.hubapi.com/webhooks-journal/journal/2026-03/offset/b/next',
  ]);
  expect(requests.filter(({ headers }) => headers['authorization'] !== undefined)).toHaveLength(3);
});

test('an association names both ends, and what we cannot read names none', async () => {
  const association = {
    type: 'association',
    portalId: 7,
    occurredAt: at,
    action: 'ASSOCIATION_ADDED',
    fromObjectTypeId: '0-101',
    fromObjectId: 1,
    toObjectTypeId: '0-53',
    toObjectId: 2,
  };
  const { client } = canned(
    entry('a'),
    file(association, { nonsense: true }, { ...update, objectTypeId: '0-5' }),
    end,
  );
  const read = await readJournal(client, ACCESS, undefined);
  expect(read.ok && read.value.notices.map(({ object }) => object)).toEqual([
    { type: 'commerce_payment', id: '1' },
    { type: 'invoice', id: '2' },
  ]);
});

test('nothing new leaves the place where it was', async () => {
  const { client } = canned(end);
  expect(await readJournal(client, ACCESS, 'a')).toMatchObject({
    ok: true,
    value: { offset: 'a', notices: [], lost: false },
  });
});

test('a place that is older than three days is lost, and says so', async () => {
  const { client } = canned(reply({ category: 'OBJECT_NOT_FOUND' }, 404));
  expect(await readJournal(client, ACCESS, 'a')).toMatchObject({
    ok: true,
    value: { offset: undefined, lost: true },
  });
});

test('a run ends after a hundred files', async () => {
  const answers = Array.from({ length: 101 }, (_, n) => [entry(`o${n}`), file()]).flat();
  expect(await readJournal(canned(...answers).client, ACCESS, undefined)).toMatchObject({
    ok: true,
    value: { whole: false, offset: 'o99' },
  });
});

describe('a file', () => {
  test.each([
    'http://files.example.com/a.json',
    'https://10.0.0.1/a.json',
    'https://[::1]/a.json',
    'https://localhost/a.json',
    'https://user@files.example.com/a.json',
    'https://files.example.com:8443/a.json',
    'nonsense',
  ])('at %s is not asked for', async (url) => {
    const { client, requests } = canned(entry('a', url));
    expect(await readJournal(client, ACCESS, undefined)).toMatchObject({
      ok: false,
      fault: { fault: 'unexpected' },
    });
    expect(requests).toHaveLength(1);
  });

  test.each([
    [reply('', 403), 'unavailable'],
    [reply('<html>', 200), 'unexpected'],
    [{ failed: 'timeout' } as const, 'unavailable'],
  ])('that does not come keeps the place before it: %j', async (answer, fault) => {
    const { client } = canned(entry('a'), answer);
    expect(await readJournal(client, ACCESS, undefined)).toMatchObject({ ok: false, fault: { fault } });
  });
});
