// The part of the connection store that is about exports: the runs of each connection, only ever appended.
import type { ExportRun } from '../core/exports.ts';

export interface ExportStore {
  /** At most `limit` runs of a connection below a number, or the newest ones, newest first. Strongly consistent. */
  readonly exportRuns: (connection: string, limit: number, below?: number) => Promise<readonly ExportRun[]>;
  /** Appends a run under its number; `taken` if somebody else already did. */
  readonly appendExportRun: (connection: string, run: ExportRun) => Promise<'appended' | 'taken'>;
}
