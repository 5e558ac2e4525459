// What the API answers, by the names the pages use for it. The types are those of the API's own description.
import type { Shape } from '../api/client.ts';

export type HealthState = Shape<'HealthState'>;
export type RecordKind = Shape<'RecordKind'>;
export type RecordName = Shape<'RecordId'>;
export type ShownRecord = Shape<'Record'>;
export type Problem = Shape<'Problem'>;
export type Connection = Shape<'Connection'>;
export type Trace = Shape<'Trace'>;
export type AnnouncedWrite = Shape<'Attempts'>['attempts'][number];
export type Diff = Shape<'Diff'>;
export type FieldDiff = Diff['fields'][number];
/** What would be done about a record. */
export type Planned = Shape<'PlannedRecord'>;
export type Plan = Shape<'Plan'>;

/** The states in the order in which an operator cares. */
export const STATES: readonly HealthState[] = [
  'failed',
  'uncertain',
  'action_needed',
  'waiting',
  'pending',
  'synced',
  'skipped',
  'not_synced',
];

/** The states that need somebody: the API lists them oldest first and counts them. */
export const URGENT = ['failed', 'uncertain', 'action_needed', 'waiting'] as const;

export const KINDS: readonly RecordKind[] = [
  'customer',
  'supplier',
  'cost_centre',
  'item',
  'invoice',
  'credit_note',
  'payment',
  'refund',
  'attachment',
];

export const CATEGORIES: readonly Problem['category'][] = [
  'data',
  'mapping',
  'books',
  'conflict',
  'connection',
  'outage',
  'internal',
];
export const OWNERS: readonly Problem['owner'][] = ['bookkeeper', 'source', 'operator', 'ledgerlane'];

/** A kind out of an address; what is none cannot be found either. */
export function kindOf(text: string | undefined): RecordKind {
  return KINDS.find((kind) => kind === text) ?? 'invoice';
}
