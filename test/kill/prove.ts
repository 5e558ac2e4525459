// The proof as a whole: the run with kills, the same load without them, and a folder that is kept when something is wrong.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { synthesise } from '../../local/synth.ts';
import { CONNECTIONS } from './companies.ts';
import { sayings } from './hotel.ts';
import { planOf } from './plan.ts';
import { run, type RunResult } from './run.ts';
import { SHORT, shortenTimes } from './short-times.ts';
import { isClean } from './verdict.ts';

export interface ProofOptions {
  readonly kills: number;
  readonly seed: number;
  readonly companies: number;
  /** Events a second while kills go on. */
  readonly rate: number;
  /** After so long no further kill is begun; the run itself takes as long as it needs to come to rest. */
  readonly budgetSeconds: number;
  /** Whether the same load is run once more without kills, for the time it takes. */
  readonly compare: boolean;
  readonly synthDir: string;
  readonly say: (line: string) => void;
}

export interface Proof {
  readonly struck: RunResult;
  readonly undisturbed?: RunResult | undefined;
  readonly isClean: boolean;
  /** Where everything can be looked at, if it is not clean. */
  readonly folder?: string | undefined;
}

/** Longer than lease and visibility, so that somebody else has the lane when a frozen worker wakes up. */
const FROZEN_MS = {
  min: Math.max(SHORT.leaseMs, SHORT.visibilitySeconds * 1_000) + 500,
  max: SHORT.functionSeconds * 1_000 - 8_000,
};

/** A strike that finds nobody to hit is made up for by another. */
const SPARE = 2;

export async function prove(options: ProofOptions): Promise<Proof> {
  const { kills, seed, rate, budgetSeconds, compare, say } = options;
  const companies = Math.min(options.companies, CONNECTIONS.length);
  const root = await mkdtemp(join(tmpdir(), 'ledgerlane-kills-'));
  const cdkOut = shortenTimes(await synthesise(options.synthDir, say), join(root, 'cdk.out'));
  const strikeMs = budgetSeconds * 1_000;
  const common = { cdkOut, companies, seed, strikeMs, say };
  const told = sayings(Math.ceil(rate * budgetSeconds), companies, seed);
  const plan = planOf(kills * SPARE, seed, FROZEN_MS);
  const struck = await run({ ...common, folder: join(root, 'struck'), sayings: told, plan, kills, rate });
  if (!isClean(struck.verdict)) return { struck, isClean: false, folder: root };
  if (compare) say('The same load without kills ...');
  const undisturbed = compare
    ? await run({
        ...common,
        folder: join(root, 'undisturbed'),
        sayings: told.slice(0, struck.events),
        plan: [],
        kills: 0,
      })
    : undefined;
  if (undisturbed !== undefined && !isClean(undisturbed.verdict))
    return { struck, undisturbed, isClean: false, folder: root };
  await rm(root, { recursive: true, force: true });
  return { struck, undisturbed, isClean: true };
}
