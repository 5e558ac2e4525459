// People and clocks: a product that sends, bookkeepers at work in the same administration, an owner with his key, the scheduler.
import { API_ROUTES } from '../../../functions/api/routes.ts';
import type { HttpAnswer, HttpRequest } from '../../../functions/http/http.ts';
import { serve } from '../../../functions/http/serve.ts';
import { startExports } from '../../../functions/scheduler/start-exports.ts';
import { sweepLanes, sweepWindows } from '../../../functions/scheduler/sweep-lanes.ts';
import { watchFlow } from '../../../functions/scheduler/watch-flow.ts';
import { deliver } from '../../../functions/sync/deliver.ts';
import { WEBHOOK_ROUTES } from '../../../functions/webhooks/routes.ts';
import type { Look } from '../../../shared/host/host.ts';
import { listAt, parse, textAt } from '../json.ts';
import { startPump } from '../pump.ts';
import type { Received } from '../queue.ts';
import { asOperator, withKey } from '../requests.ts';
import { COST_CENTRE, LATE_ACCOUNT, LATE_CUSTOMER, type Saying } from './plan.ts';
import { actIn, booksOf, inSimulator, LANE, OFFICE } from './simulator.ts';
import { type OfficeWorld, spawn } from './world.ts';

const WORKER_MS = 60_000;
const STOP_MARGIN_MS = 1_000;
const API_MS = 29_000;
const QUARTER_MS = 900_000;
const MINUTE = 60_000;

/** Lets workers take from the queue, several at once where the seed wants it. */
export function startWorkers(world: OfficeWorld): void {
  const { kernel, queue, swarm, faults } = world;
  const work = (messages: readonly Received<Look>[], ended: () => void): void => {
    const deadline = kernel.now() + WORKER_MS - STOP_MARGIN_MS;
    let failed: readonly string[] | undefined;
    spawn(world, {
      role: 'worker',
      lifeMs: WORKER_MS + kernel.random() * 700,
      main: async (host) => {
        failed = await deliver(host, messages, deadline);
      },
      ended: (how) => {
        if (how === 'done' && failed !== undefined) queue.finish(messages, failed);
        ended();
      },
    });
  };
  const { workers } = swarm.setting;
  world.onQueue(startPump<Look>({ kernel, queue, workers, isParallel: () => faults().parallel > 0, work }));
}

/** Asks one of our functions; hears undefined if it died. */
function ask(
  world: OfficeWorld,
  request: HttpRequest,
  heard: (answer: HttpAnswer | undefined) => void,
): void {
  const isDoor = request.route.endsWith('/events');
  let answer: HttpAnswer | undefined;
  spawn(world, {
    role: isDoor ? 'webhooks' : 'api',
    lifeMs: API_MS,
    main: async (host) => {
      answer = await serve(isDoor ? WEBHOOK_ROUTES : API_ROUTES, host, request);
    },
    ended: () => heard(answer),
  });
}

/** Says everything until it is acknowledged, now and then once more. Answers how much is not. */
export function startProduct(world: OfficeWorld, sayings: readonly Saying[]): () => number {
  const { kernel, faults, evidence } = world;
  let open = sayings.length;
  const send = ({ event }: Saying, isFirst: boolean): void =>
    ask(world, withKey(OFFICE, [event]), (answer) => {
      const statuses = listAt(parse(answer?.body ?? ''), 'results').map((one) => textAt(one, 'status'));
      if (statuses.includes('invalid') || answer?.status === 400)
        evidence.blame('harness', `an event was invalid: ${answer?.body ?? ''}`);
      const isTaken = answer?.status === 202;
      if (isTaken && isFirst) open -= 1;
      if (!isTaken && isFirst)
        kernel.after(2_000 + kernel.random() * 120_000, () => send({ event, atMs: 0 }, true));
      if (isTaken && kernel.chance(faults().doubled))
        kernel.after(kernel.random() * 20 * MINUTE, () => send({ event, atMs: 0 }, false));
    });
  for (const saying of sayings) kernel.after(saying.atMs, () => send(saying, true));
  return () => open;
}

/** Enters the key that is good now; again until it is taken. */
export function enterKey(world: OfficeWorld): void {
  const { kernel } = world;
  const couplings = listAt(inSimulator(world.simulator, 'GET', ''), 'couplings');
  const key = textAt(couplings.at(-1), 'key');
  ask(
    world,
    asOperator('POST /v1/connections/{connection}/key', { connection: OFFICE }, { key }),
    (answer) => {
      kernel.note(() => `key ${answer?.status ?? 'lost'}`);
      if (answer?.status !== 200) kernel.after(MINUTE + kernel.random() * 5 * MINUTE, () => enterKey(world));
    },
  );
}

/** Asks for the first import, and looks now and then whether it is done; what does not stand is asked for again. */
export function runImport(world: OfficeWorld): void {
  const { kernel } = world;
  const again = (): void => kernel.after(5 * MINUTE, () => runImport(world));
  const of = { connection: OFFICE };
  ask(world, asOperator('GET /v1/connections/{connection}/import', of), (seen) => {
    const state = seen?.status === 200 ? textAt(parse(seen.body), 'state') : '';
    if (state === 'done') return;
    if (state === 'running') return again();
    ask(world, asOperator('POST /v1/connections/{connection}/import', of), again);
  });
}

/** The scheduler's tasks, at each quarter of an hour: missed, doubled, overlapping as the seed wants. */
export function startClock(world: OfficeWorld): void {
  const { kernel, faults } = world;
  const next = (): void => {
    if (!kernel.chance(faults().tickMissed)) tick(world);
    if (kernel.chance(faults().tickDoubled)) kernel.after(kernel.random() * 5_000, () => tick(world));
    kernel.after(QUARTER_MS, next);
  };
  kernel.after(QUARTER_MS - (kernel.now() % QUARTER_MS), next);
}

function tick(world: OfficeWorld): void {
  const { kernel, evidence, queue } = world;
  const run = (main: Parameters<typeof spawn>[1]['main']): void =>
    spawn(world, { role: 'scheduler', lifeMs: 60_000, main, ended: () => undefined });
  run(async (host) => {
    evidence.counts.rounds += await sweepLanes(host);
  });
  run(async (host) => {
    await startExports(host);
    evidence.counts.rounds += await sweepWindows(host);
    await watchFlow(host);
  });
  // An operator sends dead letters again.
  if (queue.dead() > 0) kernel.after(5_000, () => queue.redrive());
}

/** What people do in the administration for certain, each at its own time. */
export function planActs(world: OfficeWorld, untilMs: number): void {
  const { kernel, plan, evidence } = world;
  actIn(world, { act: 'createCostCentre', fields: { nummer: COST_CENTRE, omschrijving: 'Advies' } });
  const sometime = (act: () => void): void => kernel.after(kernel.random() * untilMs, act);
  sometime(() =>
    actIn(world, { act: 'createLedger', fields: { nummer: LATE_ACCOUNT, omschrijving: 'Reizen' } }),
  );
  sometime(() => {
    const fields = { naam: 'Klant van later', relatiesoort: ['Klant'], relatiecode: LATE_CUSTOMER };
    actIn(world, { act: 'createParty', fields });
  });
  for (const { number, fate } of plan.forms)
    if (fate === 'rival')
      sometime(() => {
        const id = textAt(actIn(world, { act: 'createBooking', fields: rival(world, number) }), 'id');
        evidence.tainted.add(number);
        if (id !== '') evidence.rivals.add(id);
      });
}

/** Something else under the number of a form. */
function rival({ simulator, kernel }: OfficeWorld, number: string): object {
  const { relaties = [] } = booksOf(simulator);
  const customer = relatiesOf(relatiesOnly(relaties))[0];
  const day = new Date(kernel.now()).toISOString().slice(0, 10);
  return {
    factuurnummer: number,
    factuurdatum: `${day}T00:00:00`,
    klant: { id: textAt(customer, 'id') },
    factuurbedrag: '9.41',
    boekingsregels: [
      { bedrag: '9.41', btwSoort: 'Geen', grootboek: { id: '33333333-3333-4333-8333-000000008230' } },
    ],
    btw: [],
  };
}

const relatiesOnly = (all: readonly unknown[]): readonly unknown[] =>
  all.filter((one) => Number(textAt(one, 'relatiecode')) > 0);
const relatiesOf = (all: readonly unknown[]): readonly unknown[] =>
  all.filter((one) => listAt(one, 'relatiesoort').includes('Klant'));

/** People at their screens: they change, delete and pay what we book, and keep the list of customers. */
export function startBookkeepers(world: OfficeWorld, untilMs: number): void {
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

function actOnce(world: OfficeWorld): void {
  const { kernel, simulator } = world;
  const { verkoopboekingen = [], relaties = [], kostenplaatsen = [] } = booksOf(simulator);
  const party = kernel.pick(relatiesOf(relatiesOnly(relaties)));
  const booking = kernel.pick(verkoopboekingen);
  const drawn = kernel.random();
  const id = textAt(party, 'id');
  const word = kernel.int(10_000);
  if (drawn < 0.25) actIn(world, { act: 'editParty', id, fields: { telefoon: `072-${word}` } });
  else if (drawn < 0.35) actIn(world, { act: 'editParty', id, fields: { memo: `nota ${word}` } });
  else if (drawn < 0.5)
    actIn(world, { act: 'createParty', fields: { naam: `Nieuw ${word}`, relatiesoort: ['Klant'] } });
  else if (drawn < 0.6) {
    const centre = textAt(kostenplaatsen[0], 'id');
    actIn(world, { act: 'editCostCentre', id: centre, fields: { omschrijving: `Afdeling ${word}` } });
  } else if (booking !== undefined) touch(world, booking, drawn);
}

function touch(world: OfficeWorld, booking: unknown, drawn: number): void {
  const { evidence, kernel } = world;
  const [id, number] = [textAt(booking, 'id'), textAt(booking, 'factuurnummer')];
  const fields = { omschrijving: `met de hand ${kernel.int(1_000)}` };
  const done =
    drawn < 0.8
      ? actIn(world, { act: 'editBooking', id, fields })
      : drawn < 0.9
        ? actIn(world, { act: 'pay', number, amount: '0.01' })
        : actIn(world, { act: 'deleteBooking', id });
  if (done === undefined) return;
  evidence.tainted.add(number);
  if (drawn < 0.8 || drawn >= 0.9) evidence.edited.set(id, kernel.now());
}

/** The owner makes a new key. */
export function regenerateKey(world: OfficeWorld): void {
  actIn(world, { act: 'key', how: 'regenerate' });
}

/** He looks now and then whether his connection rests, as the page of it says, and hands his key over once more. */
export function startOwner(world: OfficeWorld): void {
  const { kernel, storage } = world;
  const look = async (): Promise<void> => {
    const { paused } = await storage.connections.laneState(LANE);
    if (paused?.reason === 'disconnected') enterKey(world);
  };
  const next = (): void => {
    void look();
    kernel.after((20 + kernel.random() * 20) * MINUTE, next);
  };
  kernel.after(20 * MINUTE, next);
}
