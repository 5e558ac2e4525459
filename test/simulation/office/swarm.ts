// Swarm of an office's world: which faults its seed switches on, and what kind of administration and day it is.
import { mulberry } from '../kernel.ts';
import { type Faults, swarmOf } from '../swarm.ts';

export interface OfficeSetting {
  readonly workers: number;
  /** A booking is found by its number so many milliseconds after it was made. */
  readonly lagMs: number;
  readonly forms: number;
  readonly busyMs: number;
  /** Milliseconds UTC: working mornings in winter and in summer, and the nights in which the clocks change. */
  readonly startsAt: number;
  /** Keeps to the schedule of the preset; else everything goes at once. */
  readonly scheduled: boolean;
  /** The customers have to be imported first. */
  readonly imports: boolean;
  /** The product "Ontwikkeling & Test": a fifth of the limits. */
  readonly small: boolean;
  /** Customers that are there from the beginning; above 500 a list has two pages. */
  readonly customers: number;
  readonly order: 'made' | 'newest';
  /** How busy the people in the administration are, 0 to 1. */
  readonly bookkeepers: number;
  readonly regenerates: boolean;
  /** An outage of so many milliseconds, 0: none. */
  readonly nightMs: number;
}

export interface OfficeSwarm {
  readonly seed: number;
  readonly faults: Faults;
  readonly setting: OfficeSetting;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const MORNINGS = [
  Date.UTC(2026, 10, 16, 8),
  Date.UTC(2026, 6, 13, 7),
  // The clocks went back, and forward, a few hours ago.
  Date.UTC(2026, 9, 25, 6, 5),
  Date.UTC(2026, 2, 29, 5, 5),
] as const;

/** The world that a seed stands for. */
export function officeSwarmOf(seed: number): OfficeSwarm {
  const random = mulberry(seed ^ 0x7f4a7c15);
  const on = (probability = 0.5): boolean => random() < probability;
  const whole = (most: number): number => Math.floor(random() * most);
  return {
    seed,
    faults: swarmOf(seed).faults,
    setting: {
      workers: 1 + whole(3),
      lagMs: on(0.2) ? 0 : whole(60_001),
      forms: on(0.05) ? 20 + whole(20) : 3 + whole(7),
      busyMs: (10 + whole(35)) * MINUTE,
      startsAt: MORNINGS[whole(MORNINGS.length)] ?? MORNINGS[0],
      scheduled: on(0.3),
      imports: on(0.3),
      small: on(0.15),
      customers: on(0.02) ? 505 : 2 + whole(4),
      order: on(0.8) ? 'made' : 'newest',
      bookkeepers: on(0.6) ? random() : 0,
      regenerates: on(0.2),
      nightMs: on(0.12) ? 3 * HOUR + whole(9 * HOUR) : 0,
    },
  };
}

export function describeOffice({ seed, faults, setting }: OfficeSwarm): string {
  const on = Object.entries(faults)
    .filter(([, probability]) => probability > 0)
    .map(([name, probability]) => `${name} ${Number(probability).toFixed(3)}`);
  const begins = new Date(setting.startsAt).toISOString();
  return `seed ${seed}: begins ${begins}, ${JSON.stringify(setting)}\nfaults: ${on.join(', ') || 'none'}`;
}
