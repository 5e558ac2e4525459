// A check of preflight: a named pure question about a policy and its company, and the verdict on it.
import type { Reference } from '../decisions.ts';
import type { Policy } from '../policy.ts';

/** All that preflight may look at. */
export interface PreflightFacts {
  readonly policy: Policy;
  /** The company's lists and settings as they are kept; absent as long as the company was never read. */
  readonly reference?: Reference | undefined;
  /** How far the first import of the ledger's parties is. */
  readonly firstImport: 'none' | 'running' | 'done';
  /** False while the connection is being set up: a person has to let it go first. Absent: it was never held for that. */
  readonly live?: boolean | undefined;
  /** The highest number among the ledger's documents, as it answered when asked about a start number; absent: never asked. */
  readonly numbers?: HighestNumber | undefined;
  /** What other connections of the same company demand of its numbers. */
  readonly others: readonly OtherConnection[];
}

/** An answer about numbers: `highest` is absent where no document has a number. */
export interface HighestNumber {
  /** The start number of the policy for which it was asked. */
  readonly startNumber: number;
  readonly highest?: number | undefined;
}

export interface OtherConnection {
  readonly connection: string;
  readonly customNumbers: Policy['preflight']['customNumbers'];
}

export interface Check {
  /** A stable word, shown by the API and named in docs/rules.md. */
  readonly name: string;
  /** The rules of the integrations that ask for it. */
  readonly rules: readonly string[];
  /** Undefined where the policy gives no reason to ask. */
  readonly judge: (facts: PreflightFacts) => Verdict | undefined;
}

export interface Verdict {
  /** unknown: what it depends on was not read yet. */
  readonly status: 'green' | 'red' | 'unknown';
  /** As long as it is not green, nothing of the connection is written: each write would be senseless or wrong. */
  readonly blocking: boolean;
  /** What was found, a sentence. */
  readonly reason: string;
  /** What to do about it, a sentence; absent where there is nothing to do. */
  readonly cure?: string | undefined;
}

export const green = (reason: string): Verdict => ({ status: 'green', blocking: false, reason });

/** Something is wrong that some records, or nobody yet, suffer from: each of those says so itself. */
export const red = (reason: string, cure: string): Verdict => ({
  status: 'red',
  blocking: false,
  reason,
  cure,
});

/** Something is wrong that would spoil every write. */
export const blocking = (reason: string, cure: string): Verdict => ({
  status: 'red',
  blocking: true,
  reason,
  cure,
});

/** Nobody can say yet. */
export const unknown = (reason: string, blocks = false): Verdict => ({
  status: 'unknown',
  blocking: blocks,
  reason,
});

/** A check of the company's own lists, which cannot be judged before they were read. */
export function ofLists(
  judge: (policy: Policy, reference: Reference) => Verdict | undefined,
): Check['judge'] {
  return ({ policy, reference }) =>
    reference === undefined
      ? unknown('The lists of the company were not read yet.')
      : judge(policy, reference);
}
