// Swarm of a portal's world: which faults its seed switches on, on both ways of both sides, and what kind of world it is.
import type { KnobsPatch } from '../../../simulators/hubspot/core/knobs.ts';
import type { Policy } from '../../../shared/core/policy.ts';
import { mulberry } from '../kernel.ts';
import { type Faults, swarmOf } from '../swarm.ts';

export interface PortalSetting {
  /** Each has books, a connection and people of its own. */
  readonly portals: number;
  readonly laneWorkers: number;
  readonly sourceWorkers: number;
  readonly busyMs: number;
  /** Milliseconds between two acts of somebody, on average. */
  readonly actEveryMs: number;
  /** Both sides edit the same invoice within seconds, that often. */
  readonly clashes: number;
  /** Somebody takes the app out, once, or not. */
  readonly uninstalls: boolean;
  /** Webhooks are not heard at all for a time. */
  readonly deaf: boolean;
  /** Many documents are entered at once: only then the rate window is met. */
  readonly burst: number;
  readonly rotates: boolean;
  readonly onConflict: Policy['invoices']['onConflict'];
  readonly onRemoteEdit: Policy['invoices']['onRemoteEdit'];
  readonly knobs: KnobsPatch;
  readonly gatherMs: number;
}

export interface PortalSwarm {
  readonly seed: number;
  /** Of our own calls, the lanes' queue and the ledger. */
  readonly faults: Faults;
  /** Of the account's queue, its webhooks, and calls to it. */
  readonly portalFaults: Faults;
  readonly setting: PortalSetting;
}

const MINUTE = 60_000;
/** Another stream of faults for the other side. */
const OTHER_SIDE = 0x3c6ef372;

export function portalSwarmOf(seed: number): PortalSwarm {
  const random = mulberry(seed ^ 0x1b873593);
  const on = (probability = 0.5): boolean => random() < probability;
  const one = <T>(list: readonly [T, ...T[]]): T => list[Math.floor(random() * list.length)] ?? list[0];
  return {
    seed,
    faults: swarmOf(seed).faults,
    // HubSpot compares no versions: what it applies late writes over what came since. Not promised, not played.
    // Its queue hands an account to one worker at a time: the order of a feed leans on that (SQS FIFO, and a visibility six
    // times as long as a worker lives). Doubled messages still make two of them meet.
    portalFaults: { ...swarmOf(seed ^ OTHER_SIDE).faults, appliedLate: 0, parallel: 0 },
    setting: {
      portals: on(0.8) ? 1 : 2,
      laneWorkers: 1 + Math.floor(random() * 3),
      sourceWorkers: 1 + Math.floor(random() * 3),
      busyMs: (10 + Math.floor(random() * 50)) * MINUTE,
      actEveryMs: 20_000 + random() * 120_000,
      clashes: on() ? random() * 0.5 : 0,
      uninstalls: on(0.15),
      deaf: on(0.2),
      burst: on(0.1) ? 10 + Math.floor(random() * 15) : 0,
      rotates: on(0.3),
      onConflict: one(['fail', 'source_wins', 'ledger_wins']),
      onRemoteEdit: on(0.7) ? 'fail_conflict' : 'pull_back',
      gatherMs: on() ? Math.floor(random() * 5_000) : 0,
      knobs: {
        searchLagMs: [0, Math.floor(random() * 30_000)],
        voidedByPatch: on() ? 'allow' : 'refuse',
        deleteUnpaid: on(0.3),
        calculatedFire: on(0.3),
        batchMissing: on() ? 'told' : 'leftOut',
        mergedAway: on() ? 'survivor' : 'nothing',
        uniqueConflict: on() ? 400 : 409,
      },
    },
  };
}

/** Faults and world of a seed, as they are printed with it. */
export function describePortal({ seed, faults, portalFaults, setting }: PortalSwarm): string {
  const on = (all: Faults): string =>
    Object.entries(all)
      .filter(([, probability]) => probability > 0)
      .map(([name, probability]) => `${name} ${Number(probability).toFixed(3)}`)
      .join(', ');
  return `seed ${seed}: ${JSON.stringify(setting)}\n  books: ${on(faults)}\n  portal: ${on(portalFaults)}`;
}
