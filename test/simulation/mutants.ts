// Mutants: planted defects of our own engine. The simulation must catch each of them, or it proves nothing.
import { HOST_MUTANTS } from './mutants-host.ts';
import { LEDGER_MUTANTS } from './mutants-ledger.ts';
import { STORAGE_MUTANTS } from './mutants-storage.ts';
import { POLICY_MUTANTS } from './mutants-policy.ts';
import type { Defect } from './seed-world.ts';

export interface Mutant {
  readonly name: string;
  /** What is spoilt, as a reviewer would say it. */
  readonly says: string;
  /** Made anew for each seed: some remember. */
  readonly defect: () => Defect;
  /** Only shows on a ledger without keys. */
  readonly keyless?: true;
  /** Why no check can tell it from the sound engine. */
  readonly equivalent?: string;
}

export const MUTANTS: readonly Mutant[] = [
  ...STORAGE_MUTANTS,
  ...LEDGER_MUTANTS,
  ...HOST_MUTANTS,
  ...POLICY_MUTANTS,
];
