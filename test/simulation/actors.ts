// Actors: products that send, and bookkeepers that work in the ledger.
import { serve } from '../../functions/http/serve.ts';
import { API_ROUTES } from '../../functions/api/routes.ts';
import { WEBHOOK_ROUTES } from '../../functions/webhooks/routes.ts';
import type { HttpAnswer, HttpRequest } from '../../functions/http/http.ts';
import type { JsonObject } from '../../simulators/quickbooks/core/json.ts';
import { blame } from './evidence.ts';
import { listAt, parse, textAt } from './json.ts';
import { isListed, nameOf } from './marks.ts';
import { asProduct, withKey } from './requests.ts';
import type { SeedWorld } from './seed-world.ts';
import { wantsOf } from './themes.ts';
import type { Saying } from './source-plan.ts';

/** Sends what a product says until it is acknowledged. `open` counts what is not. */
export interface Product {
  readonly open: () => number;
  /** Something that it had not planned. */
  readonly say: (saying: Saying) => void;
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
  const say = (saying: Saying): void => {
    evidence.counts.sayings += 1;
    kernel.note(() => `${connection} says ${nameOf(saying.key)} ${saying.word} ${saying.presence}`);
    outbox.push(saying);
    kernel.after(kernel.random() * 2_000, flush);
  };
  for (const saying of sayings) kernel.after(saying.atMs, () => say(saying));
  return {
    open: () => open,
    say: (saying) => {
      open += 1;
      say(saying);
    },
  };
}

function statusesIn(answer: HttpAnswer): readonly string[] {
  return listAt(parse(answer.body), 'results').map((result) => textAt(result, 'status'));
}

/** Asks one of our functions; hears undefined if it died. */
export function ask(
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
    asks: `${request.route} ${String(request.body)}`,
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
  const { kernel, evidence, realms, swarm } = world;
  const realm = kernel.pick(realms) ?? '';
  const docs = evidence.view
    .docs()
    .filter((doc) => doc.realm === realm && doc.status === 'live' && doc.mark !== undefined);
  const doc = kernel.pick(docs);
  const drawn = kernel.random();
  const adds = wantsOf(swarm.themes ?? []).newAccounts === true ? 0.5 : 0.01;
  if (kernel.chance(adds)) return addAccount(world, realm);
  if (drawn < 0.1) return closeBooks(world, realm);
  if (drawn < 0.2) return clashingVendor(world, realm);
  if (doc === undefined) return;
  const { entity, id } = doc;
  if (entity === 'Customer' || entity === 'Vendor' || entity === 'Item') {
    if (kernel.chance(0.15)) world.act(realm, { act: 'makeInactive', entity, id });
    else world.act(realm, { act: 'edit', entity, id, fields: editOf(world, entity) });
  } else if (drawn < 0.35) {
    world.act(realm, { act: 'void', entity, id });
  } else if (drawn < 0.5) {
    world.act(realm, { act: 'delete', entity, id });
  } else if (drawn < 0.65 && entity === 'Invoice') {
    if (world.act(realm, { act: 'receivePayment', invoiceId: id, amount: 1 }))
      evidence.tainted.add(doc.mark?.record ?? '');
  } else {
    world.act(realm, { act: 'edit', entity, id, fields: editOf(world, entity) });
  }
}

/** Mostly what the source does not say; now and then just what it does. */
function editOf({ kernel }: SeedWorld, entity: string): JsonObject {
  const number = kernel.int(1_000);
  const drawn = kernel.random();
  if (entity === 'Item') return { UnitPrice: 1 + kernel.int(50) };
  if (entity === 'Customer' || entity === 'Vendor') {
    if (drawn < 0.3) return { Notes: `by hand ${number}` };
    return drawn < 0.75
      ? { PrimaryEmailAddr: { Address: `hand${number}@example.com` } }
      : { PrimaryPhone: { FreeFormNumber: `by hand ${number}` } };
  }
  if (entity === 'Invoice') {
    if (drawn < 0.6) return { DueDate: `2026-12-${10 + kernel.int(20)}` };
    return drawn < 0.8
      ? { CustomerMemo: { value: `by hand ${number}` } }
      : { TxnDate: `2026-11-${16 + kernel.int(9)}` };
  }
  return { TxnDate: `2026-11-${10 + kernel.int(9)}` };
}

/** The books are closed over our dates for a while: whatever is written then is refused, so nothing of the company is undisturbed. */
function closeBooks(world: SeedWorld, realm: string): void {
  const { kernel, evidence } = world;
  for (const [name, { key }] of evidence.plans)
    if (evidence.realmOf(key.connection) === realm && !isListed(key.kind)) evidence.tainted.add(name);
  world.act(realm, { act: 'closeBooks', date: '2026-11-15' });
  kernel.after(kernel.random() * 300_000, () => world.act(realm, { act: 'reopenBooks' }));
}

/** One more account in the lists of the company: whatever failed for want of it is looked at again. */
function addAccount(world: SeedWorld, realm: string): void {
  const object = { Name: `Account ${world.kernel.int(1_000_000)}`, AccountType: 'Income' };
  world.act(realm, { act: 'create', entity: 'Account', object });
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
