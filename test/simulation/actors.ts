// Actors: products that send, bookkeepers that work in the ledger, operators at their buttons.
import { serve } from '../../functions/http/serve.ts';
import { API_ROUTES } from '../../functions/api/routes.ts';
import { WEBHOOK_ROUTES } from '../../functions/webhooks/routes.ts';
import type { HttpAnswer, HttpRequest } from '../../functions/http/http.ts';
import { laneOf } from '../../shared/core/lanes.ts';
import { blame } from './evidence.ts';
import { listAt, parse, textAt } from './json.ts';
import { nameOf } from './marks.ts';
import { asOperator, asProduct, requestOf, withKey } from './requests.ts';
import type { SeedWorld } from './seed-world.ts';
import type { Saying } from './source-plan.ts';

/** Sends what a product says until it is acknowledged. `open` counts what is not. */
export interface Product {
  readonly open: () => number;
}

const API_MS = 29_000;

export function startProduct(world: SeedWorld, connection: string, sayings: readonly Saying[]): Product {
  const { kernel, evidence } = world;
  const outbox: Saying[] = [];
  let open = sayings.length;
  let sent = 0;
  const flush = (): void => {
    const batch = outbox.splice(0, 20);
    if (batch.length === 0) return;
    const id = `${connection}-${(sent += 1)}`;
    const events = batch.map(({ event }) => event);
    // Signatures cost more than all the rest of a request, and are the same each time.
    const isSigned = sent % 8 === 0;
    const request = isSigned ? asProduct(connection, events, kernel.now(), id) : withKey(connection, events);
    ask(world, 'webhooks', request, (answer) => {
      const statuses = answer === undefined ? [] : statusesIn(answer);
      if (statuses.includes('invalid') || answer?.status === 400)
        blame(evidence, 'harness', `an event was invalid: ${answer?.body ?? ''}`);
      if (answer?.status === 202) {
        open -= batch.length;
        return;
      }
      outbox.push(...batch);
      kernel.after(2_000 + kernel.random() * 30_000, flush);
    });
  };
  for (const saying of sayings) {
    kernel.after(saying.atMs, () => {
      evidence.counts.sayings += 1;
      kernel.note(() => `${connection} says ${nameOf(saying.key)} ${saying.word} ${saying.presence}`);
      outbox.push(saying);
      kernel.after(kernel.random() * 2_000, flush);
    });
  }
  return { open: () => open };
}

function statusesIn(answer: HttpAnswer): readonly string[] {
  return listAt(parse(answer.body), 'results').map((result) => textAt(result, 'status'));
}

/** Asks one of our functions; hears undefined if it died. */
function ask(
  world: SeedWorld,
  role: 'api' | 'webhooks',
  request: HttpRequest,
  heard: (answer: HttpAnswer | undefined) => void,
): void {
  const routes = role === 'api' ? API_ROUTES : WEBHOOK_ROUTES;
  let answer: HttpAnswer | undefined;
  world.kernel.note(() => `${role} is asked ${request.route}`);
  world.spawn({
    role,
    lifeMs: API_MS,
    main: async (host) => {
      answer = await serve(routes, host, request);
    },
    ended: () => heard(answer),
  });
}

/** People at the screens of the ledger. */
export function startBookkeepers(world: SeedWorld, untilMs: number): void {
  const { kernel, swarm } = world;
  const { bookkeepers } = swarm.setting;
  if (bookkeepers === 0) return;
  const next = (): void => {
    if (kernel.now() >= untilMs) return;
    actOnce(world);
    kernel.after((kernel.random() * 400_000) / (0.2 + bookkeepers), next);
  };
  kernel.after(kernel.random() * 300_000, next);
}

function actOnce(world: SeedWorld): void {
  const { kernel, evidence, realms } = world;
  const realm = kernel.pick(realms) ?? '';
  const docs = evidence.view
    .docs()
    .filter((doc) => doc.realm === realm && doc.status === 'live' && doc.mark !== undefined);
  const doc = kernel.pick(docs);
  const drawn = kernel.random();
  if (drawn < 0.1) return closeBooks(world, realm);
  if (drawn < 0.2) return clashingVendor(world, realm);
  if (doc === undefined) return;
  const { entity, id } = doc;
  if (entity === 'Customer' || entity === 'Item') {
    const fields =
      entity === 'Customer' ? { Notes: `by hand ${kernel.int(1_000)}` } : { UnitPrice: 1 + kernel.int(50) };
    if (kernel.chance(0.25)) world.act(realm, { act: 'makeInactive', entity, id });
    else world.act(realm, { act: 'edit', entity, id, fields });
  } else if (drawn < 0.35) {
    world.act(realm, { act: 'void', entity, id });
  } else if (drawn < 0.5) {
    world.act(realm, { act: 'delete', entity, id });
  } else if (drawn < 0.65 && entity === 'Invoice') {
    if (world.act(realm, { act: 'receivePayment', invoiceId: id, amount: 1 }))
      evidence.tainted.add(doc.mark?.record ?? '');
  } else {
    const fields =
      entity === 'Invoice'
        ? { DueDate: `2026-12-${10 + kernel.int(20)}` }
        : { TxnDate: `2026-11-${10 + kernel.int(9)}` };
    world.act(realm, { act: 'edit', entity, id, fields });
  }
}

/** The books are closed over our dates for a while: whatever is written then is refused, so nothing of the company is undisturbed. */
function closeBooks(world: SeedWorld, realm: string): void {
  const { kernel, evidence } = world;
  for (const [name, { key }] of evidence.plans)
    if (evidence.realmOf(key.connection) === realm && (key.kind === 'invoice' || key.kind === 'payment'))
      evidence.tainted.add(name);
  world.act(realm, { act: 'closeBooks', date: '2026-11-15' });
  kernel.after(kernel.random() * 300_000, () => world.act(realm, { act: 'reopenBooks' }));
}

function clashingVendor(world: SeedWorld, realm: string): void {
  const { kernel, evidence } = world;
  const customers = [...evidence.plans.values()].filter(
    ({ key }) => key.kind === 'customer' && evidence.realmOf(key.connection) === realm,
  );
  const customer = kernel.pick(customers);
  if (customer === undefined) return;
  const name = `Guest ${customer.key.connection}-${customer.key.id}`;
  const done = world.act(realm, { act: 'create', entity: 'Vendor', object: { DisplayName: name } });
  if (done) evidence.tainted.add(customer.name);
}

/** People at our own buttons. */
export function startOperators(world: SeedWorld, connections: readonly string[], untilMs: number): void {
  const { kernel, swarm } = world;
  const { operators } = swarm.setting;
  if (operators === 0) return;
  const next = (): void => {
    if (kernel.now() >= untilMs) return;
    operateOnce(world, kernel.pick(connections) ?? '');
    kernel.after((kernel.random() * 400_000) / (0.2 + operators), next);
  };
  kernel.after(kernel.random() * 300_000, next);
}

function operateOnce(world: SeedWorld, connection: string): void {
  const { kernel, evidence } = world;
  const drawn = kernel.random();
  if (drawn < 0.6) return retry(world, connection);
  if (drawn < 0.85) {
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
  if (order !== undefined) evidence.orders.set(name, new Set([...(evidence.orders.get(name) ?? []), order]));
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
  noteResume(world, realmId);
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

/** After the faults: every lane goes on, and what was dead is sent again. */
export async function restoreLanes(world: SeedWorld, connections: readonly string[]): Promise<void> {
  for (const connection of connections) {
    const lane = laneOf('quickbooks', world.evidence.realmOf(connection));
    const { paused } = await world.storage.connections.laneState(lane);
    if (paused?.reason === 'operator') resume(world, connection);
    else reconnect(world, connection);
  }
  world.queue.redrive();
}
