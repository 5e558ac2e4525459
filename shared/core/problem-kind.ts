// Problem kind: what is said of every kind of problem.

export type ProblemCategory =
  'data' | 'mapping' | 'books' | 'conflict' | 'connection' | 'outage' | 'internal';
export type ProblemOwner = 'bookkeeper' | 'source' | 'operator' | 'ledgerlane';

export interface ProblemKind {
  readonly category: ProblemCategory;
  readonly owner: ProblemOwner;
  /** Whether trying again without a change can help. */
  readonly retryable: boolean;
  /** What happened; `{name}` places are filled with values. */
  readonly sentence: string;
  readonly remedy: string;
}
