// Holds as stories: a connection with a red check or without a session books nothing, says so once, and goes on by itself.
import { beforeEach, describe, expect, test } from 'vitest';
import { looksAfterRest } from '../../functions/api/looks-after-rest.ts';
import { workLane } from '../../functions/sync/work-lane.ts';
import type { Policy } from '../../shared/core/policy.ts';
import type { Customer, Invoice } from '../../shared/core/records.ts';
import { textAt } from '../simulation/json.ts';
import { CONNECTION, createWorld, LANE, REALM, TEST_POLICY, type World } from '../simulation/world.ts';

let world: World;

const HOUR = 3_600_000;
const customer = (id: string): Customer => ({
  kind: 'customer',
  id,
  name: `Guest ${id}`,
  currency: 'EUR',
  active: true,
});
const invoice = (id: string, number: string): Invoice => ({
  kind: 'invoice',
  id,
  number,
  customerId: 'anna',
  currency: 'EUR',
  date: '2026-11-17',
  status: 'closed',
  lines: [{ description: 'Room', amount: '100.00' }],
  pricesIncludeTax: false,
});

const open = async (policy: Partial<Policy>): Promise<void> => {
  world = await createWorld({ policy });
};
const healthOf = async (kind: 'customer' | 'invoice', id: string) => {
  const [link] = await world.storage.links.read([{ connection: CONNECTION, kind, id }]);
  return link?.health;
};
const switchTo = (CustomTxnNumbers: boolean) =>
  world.act({ act: 'setPreferences', preferences: { SalesFormsPrefs: { CustomTxnNumbers } } });
/** A person asks for preflight, a while after whatever was before. */
const ask = async (): Promise<void> => {
  world.advance(10_000);
  await world.look({ at: 'lists' });
};
const apiWrites = () => world.inspect().writeLog.filter(({ by }) => by === 'api').length;
const told = (type: string) => world.events.filter((event) => event.type === type);
const heldBy = async () => (await world.storage.connections.preflight(LANE, CONNECTION))?.held?.by;
const savePolicy = async (version: number, policy: Partial<Policy>): Promise<void> => {
  await world.storage.connections.savePolicy(CONNECTION, { version, policy: { ...TEST_POLICY, ...policy } });
  await world.look({ at: 'held', connection: CONNECTION });
};

describe('a red check (CLK-05)', () => {
  beforeEach(async () => {
    await open({ preflight: { customNumbers: 'require_on', autoApplyCredit: 'any' } });
    await world.say(customer('anna'), 1);
    await world.say(invoice('F-1', '7001'), 1);
    await world.drain();
  });

  test('nothing is booked: the records wait with one reason, and the connection says it once', async () => {
    expect(await healthOf('customer', 'anna')).toMatchObject({ state: 'waiting', reason: 'preflight' });
    expect(await healthOf('invoice', 'F-1')).toMatchObject({ state: 'waiting', reason: 'preflight' });
    expect((await healthOf('invoice', 'F-1'))?.dueAt).toBeUndefined();
    expect(apiWrites()).toBe(0);
    await world.say(customer('boris'), 1);
    await world.drain();
    expect(told('connection.held')).toHaveLength(1);
    expect(told('record.failed')).toEqual([]);
    expect(told('connection.held')[0]?.detail).toMatchObject({
      reason: 'preflight',
      checks: ['custom_numbers'],
    });
  });

  test('the lane does not turn round and round: a sweep finds nothing to do and calls nothing for the records', async () => {
    const before = world.inspect().calls;
    await world.look({ at: 'changes' });
    await world.look({ at: 'due' });
    expect(world.queue).toEqual([]);
    // The sweep asks what changed, and within the hour the lists are not read again.
    expect(world.inspect().calls.requests - before.requests).toBe(1);
  });

  test('what preflight found is kept with its cure', async () => {
    const result = await world.storage.connections.preflight(LANE, CONNECTION);
    expect(result).toMatchObject({ policyVersion: 1, held: { by: 'preflight' } });
    expect(result?.checks.find(({ check }) => check === 'custom_numbers')).toMatchObject({
      status: 'red',
      blocking: true,
      rules: ['CLK-05'],
    });
  });

  test('the cure in the ledger is seen when somebody asks, and everything goes on by itself', async () => {
    switchTo(true);
    await ask();
    expect(await heldBy()).toBeUndefined();
    expect(await healthOf('invoice', 'F-1')).toMatchObject({ state: 'synced' });
    expect(told('connection.released')).toHaveLength(1);
  });

  test('the word that it goes on came while the lane rested: whoever lets the lane go on says it again', async () => {
    const { connections } = world.storage;
    switchTo(true);
    world.advance(10_000);
    // Judged anew and told, and then an operator pauses: the lane drops what it is told meanwhile.
    await workLane(world.host, LANE, [{ at: 'lists' }], { deadline: world.now() + 60_000, backlog: false });
    await connections.savePause(LANE, 'operator', { reason: 'operator', since: world.now() });
    await world.drain();
    expect(await healthOf('invoice', 'F-1')).toMatchObject({ state: 'waiting', reason: 'preflight' });
    await connections.savePause(LANE, 'operator', undefined);
    await world.look(...(await looksAfterRest(world.host, 'quickbooks', REALM)));
    expect(await healthOf('invoice', 'F-1')).toMatchObject({ state: 'synced' });
  });

  test('CLK-06: with the switch on documents carry our numbers, and the ledger counts on as if we were not there', async () => {
    switchTo(true);
    await ask();
    const [link] = await world.storage.links.read([{ connection: CONNECTION, kind: 'customer', id: 'anna' }]);
    const CustomerRef = { value: link?.document?.id ?? '' };
    const Line = [
      { Amount: 5, DetailType: 'SalesItemLineDetail', SalesItemLineDetail: { ItemRef: { value: '1' } } },
    ];
    const object = {
      CustomerRef,
      CurrencyRef: { value: 'EUR' },
      Line,
      AutoDocNumber: true,
      GlobalTaxCalculation: 'NotApplicable',
    };
    world.act({ act: 'create', entity: 'Invoice', object });
    await world.say(invoice('F-2', '7002'), 1);
    await world.drain();
    world.act({ act: 'create', entity: 'Invoice', object });
    const numbers = (world.inspect().objects['Invoice'] ?? []).map((each) => textAt(each, 'DocNumber'));
    expect(numbers.sort()).toEqual(['1001', '1002', '7001', '7002']);
  });

  test('C12: another connection of the company that wants it otherwise is shown, and holds nothing back by itself', async () => {
    const { connections } = world.storage;
    const first = await connections.connection(CONNECTION);
    if (first === undefined) throw new Error('The world has no connection');
    await connections.saveConnection({ ...first, id: 'shop' });
    const preflight = { customNumbers: 'require_off', autoApplyCredit: 'any' } as const;
    const invoices = { ...TEST_POLICY.invoices, numbering: 'ledger' } as const;
    await connections.savePolicy('shop', { version: 1, policy: { ...TEST_POLICY, invoices, preflight } });
    switchTo(true);
    await ask();
    const verdict = (await connections.preflight(LANE, CONNECTION))?.checks.find(
      ({ check }) => check === 'custom_numbers_agree',
    );
    expect(verdict).toMatchObject({ status: 'red', blocking: false });
    expect(verdict?.reason).toContain('shop');
    expect(await heldBy()).toBeUndefined();
    expect((await connections.preflight(LANE, 'shop'))?.held?.by).toBe('preflight');
  });

  test('without anybody asking it is seen by a sweep of the next hour', async () => {
    switchTo(true);
    await world.look({ at: 'changes' });
    expect(await heldBy()).toBe('preflight');
    world.advance(HOUR + 1);
    await world.look({ at: 'changes' });
    expect(await healthOf('invoice', 'F-1')).toMatchObject({ state: 'synced' });
  });

  test('a policy that does not ask for it lets everything go on', async () => {
    await savePolicy(2, { preflight: { customNumbers: 'any', autoApplyCredit: 'any' } });
    expect(await healthOf('invoice', 'F-1')).toMatchObject({ state: 'synced' });
  });

  test('a check that turns red later holds what comes then; what is booked stays booked', async () => {
    switchTo(true);
    await ask();
    switchTo(false);
    world.advance(24 * HOUR + 1);
    await world.look({ at: 'changes' });
    await world.say(invoice('F-2', '7002'), 1);
    await world.say(invoice('F-1', '7001'), 1);
    await world.drain();
    expect(await healthOf('invoice', 'F-2')).toMatchObject({ state: 'waiting', reason: 'preflight' });
    expect(await healthOf('invoice', 'F-1')).toMatchObject({ state: 'synced' });
    // An end is a write too.
    await world.say(invoice('F-1', '7001'), 2, 'voided');
    await world.drain();
    expect(await healthOf('invoice', 'F-1')).toMatchObject({ state: 'waiting', reason: 'preflight' });
    switchTo(true);
    await ask();
    expect(await healthOf('invoice', 'F-2')).toMatchObject({ state: 'synced' });
    const [link] = await world.storage.links.read([{ connection: CONNECTION, kind: 'invoice', id: 'F-1' }]);
    expect(link?.document?.status).toBe('voided');
  });

  test('five hundred records are let go page by page', async () => {
    for (let at = 0; at < 500; at += 1) await world.say(customer(`c${at}`), 1);
    await world.drain();
    switchTo(true);
    await ask();
    const page = await world.storage.links.list({ connection: CONNECTION, health: 'waiting', limit: 200 });
    expect(page).toMatchObject({ type: 'page', links: [] });
    expect(world.inspect().objects['Customer']).toHaveLength(501);
  });
});

describe('a start number (KLP-03)', () => {
  const starting = (startNumber: number): Partial<Policy> => ({
    invoices: { ...TEST_POLICY.invoices, startNumber },
  });
  const questions = () => world.inspect().calls.reads;

  test('that the ledger has passed already: nothing is booked until it is set higher', async () => {
    await open({});
    await world.say(customer('anna'), 1);
    await world.say(invoice('F-1', '7001'), 1);
    await world.drain();
    await savePolicy(2, starting(7001));
    await world.say(invoice('F-2', '7002'), 1);
    await world.drain();
    expect(await healthOf('invoice', 'F-2')).toMatchObject({ state: 'waiting', reason: 'preflight' });
    await savePolicy(3, starting(7002));
    expect(await healthOf('invoice', 'F-2')).toMatchObject({ state: 'synced' });
  });

  test('that was free is not asked about again: the highest number is our own from then on', async () => {
    await open(starting(7001));
    await world.say(customer('anna'), 1);
    await world.say(invoice('F-1', '7001'), 1);
    await world.drain();
    expect(await healthOf('invoice', 'F-1')).toMatchObject({ state: 'synced' });
    world.advance(24 * HOUR + 1);
    await world.look({ at: 'changes' });
    const before = questions();
    await savePolicy(2, { ...starting(7001), timeZone: 'Europe/Lisbon' });
    await world.say(invoice('F-2', '7002'), 1);
    await world.drain();
    expect(await healthOf('invoice', 'F-2')).toMatchObject({ state: 'synced' });
    expect(questions()).toBe(before);
  });
});

describe('a session with an end (KLP-04, KLP-05, KLP-11)', () => {
  const hour: Partial<Policy> = {
    connection: { session: { mode: 'ttl', minutes: 60 }, requireInitialImport: false },
  };
  /** What the API keeps when a person has connected; with other connections that need no end. */
  const connected = async (alone = true): Promise<void> => {
    const { connections } = world.storage;
    const endsAt = world.now() + HOUR;
    const [connection, stored, state] = await Promise.all([
      connections.connection(CONNECTION),
      connections.credentials(LANE),
      connections.laneState(LANE),
    ]);
    if (connection === undefined || stored === undefined) throw new Error('The world has no connection');
    await connections.saveConnection({ ...connection, sessionEndsAt: endsAt });
    const tokens = { ...stored, endsAt: alone ? endsAt : undefined };
    await connections.saveCredentials(LANE, tokens, stored.version);
    if (state.paused !== undefined) await connections.savePause(LANE, 'access', undefined);
    await world.look({ at: 'lists' }, { at: 'changes' }, { at: 'due' });
  };
  const requests = () => world.inspect().calls.requests;

  beforeEach(async () => {
    await open(hour);
    await connected();
    await world.say(customer('anna'), 1);
    await world.drain();
  });

  test('while it lasts everything is booked', async () => {
    expect(await healthOf('customer', 'anna')).toMatchObject({ state: 'synced' });
  });

  test('after it nothing is called, not even for a token; records wait and are booked when somebody connects again', async () => {
    world.advance(HOUR);
    const before = requests();
    await world.say(invoice('F-1', '7001'), 1);
    await world.drain();
    expect(await healthOf('invoice', 'F-1')).toMatchObject({ state: 'waiting', reason: 'session_over' });
    await world.look({ at: 'changes' });
    expect((await world.storage.connections.laneState(LANE)).paused).toMatchObject({
      reason: 'session_over',
    });
    await world.say(invoice('F-2', '7002'), 1);
    await world.drain();
    await world.look({ at: 'changes' });
    expect(requests()).toBe(before);
    expect(told('connection.reauth_required')).toHaveLength(1);
    await connected();
    expect(await healthOf('invoice', 'F-1')).toMatchObject({ state: 'synced' });
    expect(await healthOf('invoice', 'F-2')).toMatchObject({ state: 'synced' });
  });

  test('a token that is refreshed keeps the end of the session', async () => {
    const end = (await world.storage.connections.credentials(LANE))?.endsAt;
    world.advance(HOUR - 60_000);
    await world.say(customer('boris'), 1);
    await world.drain();
    expect(await healthOf('customer', 'boris')).toMatchObject({ state: 'synced' });
    const stored = await world.storage.connections.credentials(LANE);
    expect(stored?.accessExpiresAt).toBeGreaterThan(world.now() + HOUR / 2);
    expect(stored?.endsAt).toBe(end);
  });

  test('another connection of the company goes on: only this one rests', async () => {
    await connected(false);
    const { connections } = world.storage;
    const first = await connections.connection(CONNECTION);
    if (first === undefined) throw new Error('The world has no connection');
    await connections.saveConnection({ ...first, id: 'shop', sessionEndsAt: undefined });
    await connections.savePolicy('shop', { version: 1, policy: TEST_POLICY });
    world.advance(HOUR);
    await world.say(invoice('F-1', '7001'), 1);
    const key = { connection: 'shop', kind: 'customer', id: 'carla' } as const;
    const source = {
      revision: 1,
      presence: 'live',
      record: customer('carla'),
      eventId: 'e',
      receivedAt: world.now(),
    } as const;
    await world.storage.links.storeSource(key, LANE, source);
    await world.look({ at: 'record', key });
    const [carla] = await world.storage.links.read([key]);
    expect(carla?.health.state).toBe('synced');
    expect(await healthOf('invoice', 'F-1')).toMatchObject({ state: 'waiting', reason: 'session_over' });
    expect((await connections.laneState(LANE)).paused).toBeUndefined();
  });
});
