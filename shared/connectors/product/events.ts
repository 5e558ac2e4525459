// Product events: CloudEvents 1.0 in, what a source says of a record out.
import * as z from 'zod';
import type { SentKind, SourceState } from '../../core/records.ts';
import { ID_LENGTH_MAX } from './fields.ts';
import { readRecord } from './records.ts';
import { END } from './schemas.ts';
import { type Mistake, readShape } from './shape.ts';

/** What an event says of which record; when it was received is the receiver's to add. */
export interface ProductEvent {
  readonly id: string;
  readonly record: { readonly kind: SentKind; readonly id: string };
  readonly source: Omit<SourceState, 'receivedAt'>;
}

export type EventReading =
  | { readonly type: 'event'; readonly event: ProductEvent }
  /** `id` is given where it could be read, so that the sender finds its event again. */
  | { readonly type: 'invalid'; readonly id?: string | undefined; readonly mistakes: readonly Mistake[] };

interface EventMeaning {
  readonly kind: SentKind;
  readonly presence: SourceState['presence'];
}

/** The event types. */
export const EVENT_TYPES = [
  'customer.upserted',
  'customer.deleted',
  'supplier.upserted',
  'supplier.deleted',
  'item.upserted',
  'item.deleted',
  'invoice.upserted',
  'invoice.voided',
  'invoice.deleted',
  'creditnote.upserted',
  'creditnote.voided',
  'creditnote.deleted',
  'payment.upserted',
  'payment.voided',
  'payment.deleted',
  'refund.upserted',
  'refund.voided',
  'refund.deleted',
] as const;

const MEANINGS: Readonly<Record<(typeof EVENT_TYPES)[number], EventMeaning>> = {
  'customer.upserted': { kind: 'customer', presence: 'live' },
  'customer.deleted': { kind: 'customer', presence: 'deleted' },
  'supplier.upserted': { kind: 'supplier', presence: 'live' },
  'supplier.deleted': { kind: 'supplier', presence: 'deleted' },
  'item.upserted': { kind: 'item', presence: 'live' },
  'item.deleted': { kind: 'item', presence: 'deleted' },
  'invoice.upserted': { kind: 'invoice', presence: 'live' },
  'invoice.voided': { kind: 'invoice', presence: 'voided' },
  'invoice.deleted': { kind: 'invoice', presence: 'deleted' },
  'creditnote.upserted': { kind: 'credit_note', presence: 'live' },
  'creditnote.voided': { kind: 'credit_note', presence: 'voided' },
  'creditnote.deleted': { kind: 'credit_note', presence: 'deleted' },
  'payment.upserted': { kind: 'payment', presence: 'live' },
  'payment.voided': { kind: 'payment', presence: 'voided' },
  'payment.deleted': { kind: 'payment', presence: 'deleted' },
  'refund.upserted': { kind: 'refund', presence: 'live' },
  'refund.voided': { kind: 'refund', presence: 'voided' },
  'refund.deleted': { kind: 'refund', presence: 'deleted' },
};

/** Reads one event; pointers of mistakes are relative to it. */
export function readEvent(value: unknown): EventReading {
  const envelope = readShape(ENVELOPE, value, '');
  if (!envelope.ok) return { type: 'invalid', id: idOf(value), mistakes: envelope.mistakes };
  const { id, type, data } = envelope.value;
  const { kind, presence } = MEANINGS[type];
  const said = presence === 'live' ? readRecord(kind, data, '/data') : readShape(END, data, '/data');
  if (!said.ok) return { type: 'invalid', id, mistakes: said.mistakes };
  const { id: recordId, revision, record } = { record: undefined, ...said.value };
  return {
    type: 'event',
    event: { id, record: { kind, id: recordId }, source: { revision, presence, record, eventId: id } },
  };
}

/** Whoever shows several signs of one event shows them in one row of a table. */
const attribute = () =>
  z.string().check(
    z.minLength(1),
    z.maxLength(ID_LENGTH_MAX),
    z.refine((text) => !/\p{Cc}/u.test(text) && text.isWellFormed(), {
      error: 'must not contain control characters or broken Unicode',
    }),
  );

/** A link in `dataschema` or `source` may be longer than a name; we only ever hand it back. */
const uri = () => z.string().check(z.minLength(1), z.maxLength(500));

/** What is around the data of every event. */
export const ENVELOPE = z.strictObject({
  specversion: z.literal('1.0'),
  id: attribute(),
  source: uri(),
  type: z.enum(EVENT_TYPES),
  time: z.optional(z.iso.datetime({ offset: true, error: 'must be an instant of RFC 3339' })),
  subject: z.optional(uri()),
  datacontenttype: z.optional(
    z.string().check(z.startsWith('application/json', { error: 'must be application/json' })),
  ),
  dataschema: z.optional(uri()),
  data: z.unknown(),
});

function idOf(value: unknown): string | undefined {
  const read = z.safeParse(z.looseObject({ id: attribute() }), value);
  return read.success ? read.data.id : undefined;
}
