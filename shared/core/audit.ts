// Audit: what people and their keys did, written once and never changed. Ids, codes and states only: no text that a person wrote.
import type { RecordKind } from './records.ts';

/** Who did it: a person by the name he signs in with, or a key of the API by its id. */
export interface Actor {
  readonly kind: 'operator' | 'key';
  readonly id: string;
}

/** How something was, or is: `{ state: 'failed' }`, `{ version: 3 }`. */
export type AuditState = Readonly<Record<string, string | number | boolean>>;

export interface AuditedRecord {
  readonly kind: RecordKind;
  readonly id: string;
}

export interface AuditEntry {
  /** The id of the request that did it, as the logs have it. */
  readonly id: string;
  /** Milliseconds UTC. */
  readonly at: number;
  readonly by: Actor;
  /** The word for what was done: `retry`, `save_policy`. */
  readonly what: string;
  readonly record?: AuditedRecord | undefined;
  readonly before?: AuditState | undefined;
  readonly after?: AuditState | undefined;
}

/** Days an entry is kept: the year that is being closed and the month in which it is. */
export const AUDIT_KEPT_DAYS = 400;
