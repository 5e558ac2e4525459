// Operators: people at our own buttons, who retry, order, pause, connect again, and look whether all is there.
import { laneOf } from '../../shared/core/lanes.ts';
import type { RecordKey } from '../../shared/core/records.ts';
import { ask } from './actors.ts';
import { noteKept, type Evidence } from './evidence.ts';
import { judgeCompleteness } from './judge-completeness.ts';
import { parse, textAt } from './json.ts';
import { nameOf } from './marks.ts';
import { asOperator, requestOf } from './requests.ts';
import type { SeedWorld } from './seed-world.ts';
import { wantsOf } from './themes.ts';

/** People at our own buttons. */
export function startOperators(world: SeedWorld, connections: readonly string[], untilMs: number): void {
  const { kernel, swarm } = world;
  const { operators } = swarm.setting;
  if (operators === 0) return;
  const pauseMs = wantsOf(swarm.themes ?? []).operator === undefined ? 400_000 : 150_000;
  const next = (): void => {
    if (kernel.now() >= untilMs) return;
    operateOnce(world, kernel.pick(connections) ?? '');
    kernel.after((kernel.random() * pauseMs) / (0.2 + operators), next);
  };
  kernel.after(kernel.random() * 300_000, next);
}

function operateOnce(world: SeedWorld, connection: string): void {
  const { kernel, evidence, swarm } = world;
  const mostly = wantsOf(swarm.themes ?? []).operator;
  const drawn = mostly !== undefined && kernel.chance(0.7) ? mostly : kernel.random();
  if (drawn < 0.28) return retry(world, connection);
  if (drawn < 0.5) return order(world, connection);
  if (drawn < 0.7) return act(world, connection);
  if (drawn < 0.88) {
    pause(world, connection);
    return kernel.after(kernel.random() * 300_000, () => resume(world, connection));
  }
  const realm = evidence.realmOf(connection);
  world.act(realm, { act: 'disconnect' });
  kernel.after(20_000 + kernel.random() * 300_000, () => reconnect(world, connection));
}

function retry(world: SeedWorld, connection: string): void {
  const { kernel, evidence } = world;
  const known = [...evidence.truths.entries()].filter(([, { key }]) => key.connection === connection);
  const [name, truth] = kernel.pick(known) ?? [];
  if (name === undefined || truth === undefined) return;
  const order = kernel.pick(['source_wins', 'create_anew', undefined, undefined] as const);
  if (order !== undefined) addOrders(evidence, name, [order]);
  const path = { connection, kind: truth.key.kind, id: truth.key.id };
  const route = 'POST /v1/connections/{connection}/records/{kind}/{id}/retry';
  // Who hears nothing presses again.
  const press = (left: number): void =>
    ask(world, 'api', asOperator(route, path, order === undefined ? undefined : { order }), (answer) => {
      if ((answer === undefined || answer.status >= 500) && left > 0)
        kernel.after(5_000, () => press(left - 1));
    });
  press(5);
}

/** A person's word about a record that differs, mostly, or about any. */
function order(world: SeedWorld, connection: string): void {
  const { kernel, evidence } = world;
  const name = kernel.pick(['keep', 'keep', 'restore', 'restore', 'unlink', 'skip'] as const) ?? 'keep';
  const known = [...evidence.truths.entries()].filter(([, { key }]) => key.connection === connection);
  const differ = known.filter(([record]) => evidence.view.ofRecord(record).some(({ by }) => by === 'ui'));
  const [record, truth] = kernel.pick(differ.length > 0 ? differ : known) ?? [];
  if (record === undefined || truth === undefined) return;
  if (name === 'restore') addOrders(evidence, record, ['source_wins', 'create_anew']);
  const docs = evidence.view.ofRecord(record);
  const keepNow = (untilMs: number): void => {
    if (name !== 'keep') return;
    evidence.keeping.set(record, untilMs);
    for (const doc of docs) noteKept(evidence, record, doc);
  };
  keepNow(Infinity);
  const path = { connection, kind: truth.key.kind, id: truth.key.id };
  const request = asOperator(ORDER_ROUTES[name], path, { reason: 'by hand' });
  const { mishaps } = evidence.counts;
  ask(world, 'api', request, (answer) => {
    // Who died may have got his last write out.
    keepNow(kernel.now() + LAST_WRITE_MS);
    // A refusal is only sure where nothing went wrong on the way: the first of two tries may have done it.
    const isSure = evidence.counts.mishaps === mishaps;
    if (isSure && answer !== undefined && answer.status !== 202 && answer.status < 500) return;
    if (name === 'unlink') for (const doc of docs) evidence.parted.add(doc);
    if (name !== 'restore') evidence.tainted.add(record);
  });
}

/** TXD-12 to 16, TXD-20: a person says that a record belongs in the books, that it does not, or which document it is. */
function act(world: SeedWorld, connection: string): void {
  const { kernel, evidence } = world;
  const known = [...evidence.truths.values()].filter(({ key }) => key.connection === connection);
  const payments = known.filter(({ key }) => key.kind === 'payment');
  const parted = [...evidence.parted].filter(
    ({ mark, status }) => mark?.record.startsWith(`${connection}/`) === true && status === 'live',
  );
  const doc = kernel.chance(0.3) ? kernel.pick(parted) : undefined;
  const adopted = evidence.truths.get(doc?.mark?.record ?? '');
  if (doc !== undefined && adopted !== undefined) return press(world, 'adopt', adopted.key, doc.id);
  const isOut = payments.length > 0 && kernel.chance(0.5);
  // A payment that was given back has the most to take along.
  const refunded = payments.filter(({ key }) => evidence.refundsOf(nameOf(key)).length > 0);
  const outs = refunded.length > 0 && kernel.chance(0.7) ? refunded : payments;
  const chosen = kernel.pick(isOut ? outs : known);
  if (chosen !== undefined) press(world, isOut ? 'unsync' : 'sync', chosen.key, undefined);
}

function press(
  world: SeedWorld,
  name: 'sync' | 'unsync' | 'adopt',
  key: RecordKey,
  document: string | undefined,
): void {
  const { evidence } = world;
  const { connection, kind, id } = key;
  const record = nameOf(key);
  const docs = evidence.view.ofRecord(record);
  if (name === 'unsync') evidence.unsynced.add(record);
  else evidence.asked.add(record);
  if (name === 'sync') addOrders(evidence, record, ['create_anew']);
  // Whoever dies may have done it: from here on nobody can say what the record has to be.
  evidence.tainted.add(record);
  const isDetached = evidence.policyOf(connection).ends.unsync === 'detach';
  const { mishaps } = evidence.counts;
  const path = { connection, kind, id };
  ask(
    world,
    'api',
    asOperator(ACT_ROUTES[name], path, document === undefined ? {} : { document }),
    (answer) => {
      const isRefused = evidence.counts.mishaps === mishaps && answer !== undefined && answer.status !== 202;
      if (name === 'unsync' && isDetached && !isRefused) for (const doc of docs) evidence.parted.add(doc);
    },
  );
}

const ACT_ROUTES = {
  sync: 'POST /v1/connections/{connection}/records/{kind}/{id}/sync',
  unsync: 'POST /v1/connections/{connection}/records/{kind}/{id}/unsync',
  adopt: 'POST /v1/connections/{connection}/records/{kind}/{id}/adopt',
} as const;

const LAST_WRITE_MS = 10_000;
const ORDER_ROUTES = {
  keep: 'POST /v1/connections/{connection}/records/{kind}/{id}/keep',
  restore: 'POST /v1/connections/{connection}/records/{kind}/{id}/restore',
  unlink: 'POST /v1/connections/{connection}/records/{kind}/{id}/unlink',
  skip: 'POST /v1/connections/{connection}/records/{kind}/{id}/skip',
} as const;

function addOrders({ orders }: Evidence, record: string, names: readonly string[]): void {
  orders.set(record, new Set([...(orders.get(record) ?? []), ...names]));
}

function pause(world: SeedWorld, connection: string): void {
  const { evidence, kernel } = world;
  const realm = evidence.realmOf(connection);
  const resumes = evidence.resumes.get(realm);
  ask(world, 'api', asOperator('POST /v1/connections/{connection}/pause', { connection }), (answer) => {
    // Somebody who resumed meanwhile may have had the last word.
    if (answer?.status === 200 && evidence.resumes.get(realm) === resumes)
      evidence.pausedSince.set(realm, kernel.now());
  });
}

function noteResume({ evidence }: SeedWorld, realm: string): void {
  evidence.pausedSince.delete(realm);
  evidence.resumes.set(realm, (evidence.resumes.get(realm) ?? 0) + 1);
}

export function resume(world: SeedWorld, connection: string, left = 9): void {
  const { evidence, kernel } = world;
  noteResume(world, evidence.realmOf(connection));
  ask(world, 'api', asOperator('POST /v1/connections/{connection}/resume', { connection }), (answer) => {
    // Who paused while this was on its way may have been first.
    noteResume(world, evidence.realmOf(connection));
    if ((answer === undefined || answer.status >= 500) && left > 0)
      kernel.after(5_000, () => resume(world, connection, left - 1));
  });
}

/** Connecting again through all its real steps; the browser's part is played. */
export function reconnect(world: SeedWorld, connection: string, left = 9): void {
  const { kernel, evidence } = world;
  const realmId = evidence.realmOf(connection);
  const again = (): void => {
    if (left > 0) kernel.after(5_000, () => reconnect(world, connection, left - 1));
  };
  // Whom an operator paused stays so: connecting is no resuming.
  ask(world, 'api', asOperator('POST /v1/connections/{connection}/connect', { connection }), (begun) => {
    if (begun?.status !== 200) return again();
    const state = stateIn(textAt(parse(begun.body), 'start_url'));
    ask(world, 'api', requestOf('GET /oauth/quickbooks/start', { query: { state } }), (started) => {
      if (started?.status !== 302) return again();
      const query = { state: stateIn(started.headers['location'] ?? ''), code: 'c', realmId };
      const cookies = (started.cookies ?? []).map((cookie) => cookie.split(';')[0] ?? '');
      const rawQuery = new URLSearchParams(query).toString();
      ask(world, 'api', requestOf('GET /oauth/quickbooks/callback', { query, rawQuery, cookies }), (done) => {
        if (done?.status !== 200) again();
      });
    });
  });
}

function stateIn(address: string): string {
  return new URL(address, 'http://127.0.0.1').searchParams.get('state') ?? '';
}

/** Compares the books of the year with ours. Who hears nothing asks again; who hears that one runs is content. */
export function reconcileBooks(world: SeedWorld, connection: string, left = 9): void {
  const year = { from: '2026-01-01', to: '2026-12-31' };
  const route = 'POST /v1/connections/{connection}/reconcile';
  ask(world, 'api', asOperator(route, { connection }, year), (answer) => {
    if ((answer === undefined || answer.status >= 500) && left > 0)
      world.kernel.after(5_000, () => reconcileBooks(world, connection, left - 1));
  });
}

/** Somebody looks whether the day is complete. */
export function countDay(world: SeedWorld, connection: string): void {
  const route = 'GET /v1/connections/{connection}/completeness';
  ask(world, 'api', asOperator(route, { connection }), (answer) =>
    judgeCompleteness(world.evidence, connection, answer?.status ?? 0, answer?.body ?? ''),
  );
}

/** After the faults: every lane goes on, and what was dead is sent again. */
export async function restoreLanes(world: SeedWorld, connections: readonly string[]): Promise<void> {
  for (const connection of connections) {
    const lane = laneOf('quickbooks', world.evidence.realmOf(connection));
    const { operatorSince } = await world.storage.connections.laneState(lane);
    if (operatorSince !== undefined) resume(world, connection);
    // Also where it only rests: that its grant is gone nobody has noticed then.
    reconnect(world, connection);
  }
  world.queue.redrive();
}
