// Everything of ours at work in a portal's world: workers of both lanes, the door for both sides' webhooks, the clock's rounds.
import { serve } from '../../../functions/http/serve.ts';
import { sweepLanes } from '../../../functions/scheduler/sweep-lanes.ts';
import { sweepSources } from '../../../functions/scheduler/sweep-sources.ts';
import { deliverSources } from '../../../functions/source/deliver.ts';
import { deliver } from '../../../functions/sync/deliver.ts';
import { WEBHOOK_ROUTES } from '../../../functions/webhooks/routes.ts';
import type { Look, SourceLook } from '../../../shared/host/host.ts';
import type { Simulator } from '../../../simulators/quickbooks/service/http-server.ts';
import { startPump } from '../pump.ts';
import type { Received } from '../queue.ts';
import { requestOf } from '../requests.ts';
import type { PortalWorld } from './world.ts';

/** The functions' limits; they are stopped up to 0.7 s late. */
const WORKER_MS = 60_000;
const STOPPED_LATE_MS = 700;
const STOP_MARGIN_MS = 1_000;
const WEBHOOKS_MS = 10_000;
const SCHEDULER_MS = 60_000;
export const ROUND_MS = 900_000;

export function startWorkers(world: PortalWorld): void {
  const { kernel, lanes, sources, swarm } = world;
  const wakeLanes = startPump<Look>({
    kernel,
    queue: lanes,
    workers: swarm.setting.laneWorkers,
    isParallel: () => world.faults().parallel > 0,
    work: (messages, ended) => workLanes(world, messages, ended),
  });
  const wakeSources = startPump<SourceLook>({
    kernel,
    queue: sources,
    workers: swarm.setting.sourceWorkers,
    isParallel: () => world.portalFaults().parallel > 0,
    work: (messages, ended) => workSources(world, messages, ended),
  });
  world.onLanes(wakeLanes);
  world.onSources(wakeSources);
}

function workLanes(world: PortalWorld, messages: readonly Received<Look>[], ended: () => void): void {
  const { kernel, lanes } = world;
  const deadline = kernel.now() + WORKER_MS - STOP_MARGIN_MS;
  let failed: readonly string[] | undefined;
  world.spawn({
    role: 'worker',
    lifeMs: WORKER_MS + kernel.random() * STOPPED_LATE_MS,
    main: async (host) => {
      failed = await deliver(host, messages, deadline);
    },
    ended: (how) => {
      if (how === 'done' && failed !== undefined) lanes.finish(messages, failed);
      ended();
    },
  });
}

function workSources(world: PortalWorld, messages: readonly Received<SourceLook>[], ended: () => void): void {
  const { kernel, sources } = world;
  const deadline = kernel.now() + WORKER_MS - STOP_MARGIN_MS;
  kernel.note(() => `source delivery of ${JSON.stringify(messages.map(({ looks }) => looks))}`);
  let failed: readonly string[] | undefined;
  world.spawn({
    role: 'source',
    lifeMs: WORKER_MS + kernel.random() * STOPPED_LATE_MS,
    main: async (host) => {
      failed = await deliverSources(host, messages, deadline);
    },
    ended: (how) => {
      if (how === 'done' && failed !== undefined) sources.finish(messages, failed);
      ended();
    },
  });
}

/** Carries both sides' webhooks to our door, and tells the sender how that went. While nobody hears, they are lost. */
export function startPost(world: PortalWorld, isDeaf: () => boolean): void {
  const { kernel } = world;
  let wakeAt = Infinity;
  const carry = (simulator: Simulator, route: string, isLost: boolean): void => {
    for (const post of simulator.dueDeliveries()) {
      const begun = kernel.now();
      const headers = Object.fromEntries(
        Object.entries(post.headers).map(([name, value]) => [name.toLowerCase(), value]),
      );
      let status = 200;
      const ended = (how: 'done' | 'threw' | 'died'): void => {
        const elapsedMs = Math.round(kernel.now() - begun);
        simulator.delivered(post.id, how === 'done' ? { status, elapsedMs } : { error: 'connection reset' });
        plan();
      };
      if (isLost) {
        ended('done');
        continue;
      }
      world.spawn({
        role: 'webhooks',
        lifeMs: WEBHOOKS_MS,
        main: async (host) => {
          status = (await serve(WEBHOOK_ROUTES, host, requestOf(route, { headers }, post.body))).status;
          if (status === 401 || status === 404) world.evidence.blame('harness', `${route} answers ${status}`);
        },
        ended,
      });
    }
  };
  const pump = (): void => {
    carry(world.quickbooks, 'POST /webhooks/quickbooks', false);
    carry(world.hubspot, 'POST /v1/webhooks/hubspot', isDeaf());
    // What was applied late is written when somebody asks.
    world.evidence.look('books');
    plan();
  };
  const plan = (): void => {
    const due = [world.quickbooks, world.hubspot].map((simulator) => simulator.nextDeliveryAt() ?? Infinity);
    const at = Math.max(Math.min(...due), kernel.now() + 1);
    if (at >= wakeAt || at === Infinity) return;
    wakeAt = at;
    const wake = (): void => {
      if (wakeAt !== at) return;
      wakeAt = Infinity;
      pump();
    };
    kernel.after(at - kernel.now(), wake, { isLive: () => wakeAt === at });
  };
  world.onChange(plan);
}

/** One round of the clock, for both lanes. */
export function tick(world: PortalWorld): void {
  for (const round of [sweepLanes, sweepSources])
    world.spawn({
      role: 'scheduler',
      lifeMs: SCHEDULER_MS,
      main: async (host) => void (await round(host)),
      ended: () => undefined,
    });
}

/** Rounds while the world is busy: missed, doubled, overlapping as the seed wants. */
export function startClock(world: PortalWorld, untilMs: number): void {
  const { kernel, faults } = world;
  const next = (): void => {
    if (kernel.now() >= untilMs) return;
    if (!kernel.chance(faults().tickMissed)) tick(world);
    if (kernel.chance(faults().tickDoubled)) kernel.after(kernel.random() * 5_000, () => tick(world));
    kernel.after(ROUND_MS, next);
  };
  kernel.after(kernel.random() * ROUND_MS, next);
}
