// Problem kind: what is said of every kind of problem.

export const PROBLEM_CATEGORIES = [
  'data',
  'mapping',
  'books',
  'conflict',
  'connection',
  'outage',
  'internal',
] as const;
export type ProblemCategory = (typeof PROBLEM_CATEGORIES)[number];

export const PROBLEM_OWNERS = ['bookkeeper', 'source', 'operator', 'ledgerlane'] as const;
export type ProblemOwner = (typeof PROBLEM_OWNERS)[number];

export interface ProblemKind {
  readonly category: ProblemCategory;
  readonly owner: ProblemOwner;
  /** Whether trying again without a change can help. */
  readonly retryable: boolean;
  /** What happened; `{name}` places are filled with values. */
  readonly sentence: string;
  readonly remedy: string;
}
