// The kill plan: who dies, how, and at which moment. All of it from the seed.
import { chanceOf } from '../e2e/support/deal.ts';
import type { FunctionName } from './processes.ts';
import type { Part } from './system.ts';
import type { Side } from './wire.ts';

export type Victim = 'worker' | 'webhooks' | 'api' | 'dynamodb' | 'sqs' | 'simulator' | 'everything';
export type Kind = 'kill' | 'freeze';

export type Moment =
  | { readonly at: 'any' }
  /** At the n-th call from now that passes a wire: of the victim's own, or, if that is an emulator, to the victim. */
  | { readonly at: 'call'; readonly to: 'ledger' | 'store'; readonly nth: number; readonly side: Side };

export interface Strike {
  readonly victim: Victim;
  readonly kind: Kind;
  readonly moment: Moment;
  /** Pause after the one before, in milliseconds. */
  readonly afterMs: number;
  /** Between 0 and 1: which of several processes. */
  readonly choice: number;
  /** For a freeze, in milliseconds. */
  readonly frozenMs: number;
}

export const FUNCTION_OF: Readonly<Partial<Record<Victim, FunctionName>>> = {
  worker: 'Sync',
  webhooks: 'Webhooks',
  api: 'Api',
};

export const PARTS_OF: Readonly<Partial<Record<Victim, readonly Part[]>>> = {
  dynamodb: ['dynamodb'],
  sqs: ['sqs'],
  simulator: ['simulator'],
  everything: ['host', 'dynamodb', 'sqs', 'simulator'],
};

/** Out of a hundred. The worker most: it is the one with something in its hands. */
const SHARES: readonly (readonly [victim: Victim, kind: Kind, share: number])[] = [
  ['worker', 'kill', 44],
  ['worker', 'freeze', 10],
  ['webhooks', 'kill', 12],
  ['api', 'kill', 6],
  ['dynamodb', 'kill', 9],
  ['sqs', 'kill', 7],
  ['simulator', 'kill', 7],
  ['everything', 'kill', 5],
];
const SHARES_SUM = SHARES.reduce((sum, [, , share]) => sum + share, 0);

/** Most kills of those who make or take calls fall on a call; the others on any moment. */
const AT_A_CALL = 0.7;
/** A delivery makes a handful of ledger calls and some dozens to the tables. */
const NTH_MAX = { ledger: 4, store: 25 } as const;

const PAUSE_MS = { min: 100, max: 1_900 } as const;

/** As many strikes as are wanted; every plan has each victim once before chance decides. */
export function planOf(
  kills: number,
  seed: number,
  frozenMs: { min: number; max: number },
): readonly Strike[] {
  const chance = chanceOf(seed + 2);
  const between = ({ min, max }: { min: number; max: number }) => Math.round(min + chance() * (max - min));
  return Array.from({ length: kills }, (_, index) => {
    const [victim, kind] = SHARES[index] ?? drawn(chance());
    return {
      victim,
      kind,
      moment: momentOf(victim, chance),
      afterMs: between(PAUSE_MS),
      choice: chance(),
      frozenMs: between(frozenMs),
    };
  });
}

function drawn(chance: number): readonly [Victim, Kind] {
  let place = chance * SHARES_SUM;
  for (const [victim, kind, share] of SHARES) {
    if (place < share) return [victim, kind];
    place -= share;
  }
  return ['worker', 'kill'];
}

function momentOf(victim: Victim, chance: () => number): Moment {
  const wires = WIRES[victim];
  const to = wires[Math.floor(chance() * wires.length)];
  const atCall = chance() < AT_A_CALL;
  const side: Side = chance() < 0.5 ? 'before' : 'after';
  const place = chance();
  if (to === undefined || !atCall) return { at: 'any' };
  return { at: 'call', to, side, nth: 1 + Math.floor(place * NTH_MAX[to]) };
}

/** Where a victim's calls pass; twice means twice as often. */
const WIRES: Readonly<Record<Victim, readonly ('ledger' | 'store')[]>> = {
  worker: ['ledger', 'store'],
  webhooks: ['store'],
  api: ['store'],
  dynamodb: ['store'],
  sqs: [],
  simulator: ['ledger'],
  everything: ['ledger', 'store'],
};
