// The functions at work: workers on the queue, the receiver of webhooks, the clock's rounds; each call of them a process.
import { deliver, type Message } from '../../functions/sync/deliver.ts';
import { serve } from '../../functions/http/serve.ts';
import { startExports } from '../../functions/scheduler/start-exports.ts';
import { sweepLanes } from '../../functions/scheduler/sweep-lanes.ts';
import { WEBHOOK_ROUTES } from '../../functions/webhooks/routes.ts';
import type { Look } from '../../shared/host/host.ts';
import { startPump } from './pump.ts';
import { requestOf } from './requests.ts';
import type { SeedWorld } from './seed-world.ts';

/** The sync function's limit; it is stopped up to 0.7 s late. */
const WORKER_MS = 60_000;
const STOPPED_LATE_MS = 700;
const STOP_MARGIN_MS = 1_000;
const WEBHOOKS_MS = 10_000;
const SCHEDULER_MS = 60_000;
export const SWEEP_MS = 900_000;

/** Lets workers take from the queue whenever there is something and one of them is free. */
export function startWorkers(world: SeedWorld): void {
  const { kernel, queue, swarm, faults } = world;
  const wake = startPump<Look>({
    kernel,
    queue,
    workers: swarm.setting.workers,
    isParallel: () => faults().parallel > 0,
    work: (messages, ended) => work(world, messages, ended),
  });
  world.onQueue(wake);
}

function work(world: SeedWorld, messages: readonly Message[], ended: () => void): void {
  const { kernel, queue, evidence } = world;
  evidence.counts.deliveries += 1;
  kernel.note(
    () => `delivery of ${messages.map(({ id, receiveCount }) => `${id}/${receiveCount}`).join(' ')}`,
  );
  const deadline = kernel.now() + WORKER_MS - STOP_MARGIN_MS;
  let failed: readonly string[] | undefined;
  world.spawn({
    role: 'worker',
    lifeMs: WORKER_MS + kernel.random() * STOPPED_LATE_MS,
    main: async (host) => {
      failed = await deliver(host, messages, deadline);
    },
    ended: (how) => {
      if (how === 'done' && failed !== undefined) queue.finish(messages, failed);
      if (how === 'threw' && world.defect.deletesAlways === true) queue.finish(messages, []);
      ended();
    },
  });
}

/** Carries the ledger's webhooks to the receiver, and tells the ledger how that went. */
export function startNotices(world: SeedWorld): void {
  const { kernel, simulator } = world;
  let wakeAt = Infinity;
  const pump = (): void => {
    world.touched();
    for (const post of simulator.dueDeliveries()) {
      const begun = kernel.now();
      const request = requestOf('POST /webhooks/quickbooks', { headers: lowered(post.headers) }, post.body);
      let status = 0;
      world.spawn({
        role: 'webhooks',
        asks: `notice ${post.body}`,
        lifeMs: WEBHOOKS_MS,
        main: async (host) => {
          status = (await serve(WEBHOOK_ROUTES, host, request)).status;
        },
        ended: (how) => {
          const elapsedMs = Math.round(kernel.now() - begun);
          world.touched();
          simulator.delivered(
            post.id,
            how === 'done' ? { status, elapsedMs } : { error: 'connection reset' },
          );
          plan();
        },
      });
    }
    // What was applied late is written when somebody asks.
    world.writes.look();
    plan();
  };
  const plan = (): void => {
    const next = simulator.nextDeliveryAt();
    const at = Math.max(next ?? Infinity, kernel.now() + 1);
    if (at >= wakeAt || at === Infinity) return;
    wakeAt = at;
    const wake = (): void => {
      if (wakeAt !== at) return;
      wakeAt = Infinity;
      pump();
    };
    kernel.after(at - kernel.now(), wake, { isLive: () => wakeAt === at });
  };
  world.onLedger(plan);
}

function lowered(headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

/** One round of the clock. */
export function tick(world: SeedWorld): void {
  world.evidence.counts.ticks += 1;
  world.spawn({
    role: 'scheduler',
    lifeMs: SCHEDULER_MS,
    main: async (host) => void (await sweepLanes(host)),
    ended: () => undefined,
  });
  if (!world.hasExports) return;
  world.spawn({
    role: 'scheduler',
    lifeMs: SCHEDULER_MS,
    main: async (host) => void (await startExports(host)),
    ended: () => undefined,
  });
}

/** Rounds while the world is busy: missed, doubled, overlapping as the seed wants. */
export function startClock(world: SeedWorld, untilMs: number): void {
  const { kernel, faults, cells } = world;
  const next = (): void => {
    if (kernel.now() >= untilMs) return;
    if (kernel.chance(faults().tickMissed)) cells.count('tickMissed', 'clock', 'round');
    else tick(world);
    if (kernel.chance(faults().tickDoubled)) {
      cells.count('tickDoubled', 'clock', 'round');
      kernel.after(kernel.random() * 5_000, () => tick(world));
    }
    kernel.after(SWEEP_MS, next);
  };
  kernel.after(kernel.random() * SWEEP_MS, next);
}
