// What became of each event, in the words of the API.
import type { EventReading, ProductEvent } from '../../shared/connectors/product/events.ts';
import type { RecordKind } from '../../shared/core/records.ts';
import type { StoreResult } from '../../shared/storage/ports.ts';
import type { FieldError } from '../http/problem.ts';
import type { StoreResults } from './store-events.ts';

export interface EventResult {
  /** The event's id; absent if it could not be read. */
  readonly id?: string | undefined;
  readonly status: 'accepted' | 'duplicate' | 'stale' | 'conflict' | 'invalid' | 'not_stored';
  readonly record?: { readonly kind: RecordKind; readonly id: string; readonly revision: number } | undefined;
  /** Pointers begin at the event itself. */
  readonly errors?: readonly FieldError[] | undefined;
}

/** The result of one event. */
export function resultOf(reading: EventReading, stored: StoreResults): EventResult {
  if (reading.type === 'invalid') return { id: reading.id, status: 'invalid', errors: reading.mistakes };
  const { event } = reading;
  const record = { ...event.record, revision: event.source.revision };
  return { id: event.id, record, ...outcomeOf(event, stored.get(event)) };
}

function outcomeOf(
  event: ProductEvent,
  stored: StoreResult | undefined,
): Pick<EventResult, 'status' | 'errors'> {
  if (stored === undefined) return { status: 'not_stored' };
  if (stored.type === 'stored') return { status: 'accepted' };
  if (stored.revision > event.source.revision)
    return {
      status: 'stale',
      errors: revisionError(`is older than revision ${stored.revision}, which we have; this one was dropped`),
    };
  return stored.sameContent
    ? { status: 'duplicate' }
    : {
        status: 'conflict',
        errors: revisionError('is stored with other content: count the revision up with every change'),
      };
}

const revisionError = (detail: string): readonly FieldError[] => [{ pointer: '/data/revision', detail }];
