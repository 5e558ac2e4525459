// The store of reconciliations: the newest one of each connection as it moves, its parts, and those that have ended.
import type { Reconciliation, ReconciliationPart } from '../core/reconciliation.ts';

/** Parts and ended reconciliations are kept for a while, not for ever: they tell of books that have moved on. */
export interface ReconciliationStore {
  /** Begins one, unless another one of the connection is running. */
  readonly start: (run: Reconciliation) => Promise<'started' | 'running'>;
  /** The newest one of a connection, running or ended. */
  readonly newest: (connection: string) => Promise<Reconciliation | undefined>;
  readonly find: (connection: string, id: string) => Promise<Reconciliation | undefined>;
  /** The newest ones that have ended, newest first; at most `limit`. */
  readonly ended: (connection: string, limit: number) => Promise<readonly Reconciliation[]>;
  /**
   * Keeps what a step found, unless that step left something already; answers what stands there then. So a step that is done
   * twice counts once, and goes on from one and the same place.
   */
  readonly keepPart: (
    run: Reconciliation,
    step: number,
    part: ReconciliationPart,
  ) => Promise<ReconciliationPart>;
  /** What all steps left, in their order. */
  readonly parts: (run: Reconciliation) => Promise<readonly ReconciliationPart[]>;
  /** Saves a running one, if it is still the newest, still running, and still at the step `expected`. */
  readonly move: (run: Reconciliation, expected: number) => Promise<'moved' | 'conflict'>;
}
