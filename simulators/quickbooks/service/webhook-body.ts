// One webhook POST as it goes over the wire: the events in either format, the signature and the other headers.
import { createHash, createHmac } from 'node:crypto';
import { z } from 'zod';
import type { Change } from '../core/types.ts';
import type { ServiceSettings } from './settings.ts';

/** One event on its way: a change in the books and the id it keeps through retries and duplicates. */
export const webhookEvent = z.object({
  id: z.string(),
  realmId: z.string(),
  entity: z.string(),
  entityId: z.string(),
  operation: z.enum(['Create', 'Update', 'Delete', 'Void', 'Merge', 'Emailed']),
  at: z.number(),
  deletedId: z.string().optional(),
  /** Not sent before this moment. */
  readyAt: z.number(),
});

/** See `webhookEvent`. */
export type WebhookEvent = z.infer<typeof webhookEvent>;

const sales = ['Create', 'Update', 'Delete', 'Void', 'Emailed'];
const paper = ['Create', 'Update', 'Delete', 'Emailed'];
const money = ['Create', 'Update', 'Delete', 'Void'];
const plain = ['Create', 'Update', 'Delete'];
const names = ['Create', 'Update', 'Delete', 'Merge'];

/** Which entities announce what. What is not listed changes in silence. */
const announced: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(
    ['Invoice', 'Payment', 'CreditMemo', 'RefundReceipt', 'SalesReceipt'].map((e) => [e, sales]),
  ),
  ...Object.fromEntries(['Estimate', 'PurchaseOrder'].map((e) => [e, paper])),
  ...Object.fromEntries(['Purchase', 'BillPayment', 'Transfer'].map((e) => [e, money])),
  ...Object.fromEntries(
    ['Bill', 'Deposit', 'JournalEntry', 'VendorCredit', 'TimeActivity', 'CompanyCurrency'].map((e) => [
      e,
      plain,
    ]),
  ),
  ...Object.fromEntries(
    ['Customer', 'Vendor', 'Employee', 'Item', 'Account', 'Class'].map((e) => [e, names]),
  ),
  ...Object.fromEntries(['Department', 'PaymentMethod'].map((e) => [e, ['Create', 'Update', 'Merge']])),
  ...Object.fromEntries(['Term', 'TaxAgency', 'Budget', 'JournalCode'].map((e) => [e, ['Create', 'Update']])),
  Preferences: ['Update'],
};

/** Whether webhooks speak of such a change at all. */
export function isAnnounced({ entity, operation }: Pick<Change, 'entity' | 'operation'>): boolean {
  return announced[entity]?.includes(operation) ?? false;
}

/** The raw body of a POST that carries these events. */
export function webhookBody(events: readonly WebhookEvent[], settings: ServiceSettings): string {
  const { format } = settings.webhooks;
  return JSON.stringify(
    format === 'legacy' ? legacy(events, settings.webhooks.voidWord) : cloudEvents(events, settings),
  );
}

/** The headers of that POST; the signature covers the raw bytes of the body and nothing else. */
export function webhookHeaders(
  body: string,
  deliveryId: string,
  now: number,
  settings: ServiceSettings['webhooks'],
): Record<string, string> {
  return {
    'content-type': settings.format === 'legacy' ? 'application/json' : settings.contentType,
    accept: 'application/json',
    'intuit-signature': signature(body, settings.verifierToken),
    'intuit-created-time': new Date(now).toISOString(),
    'intuit-t-id': deliveryId,
    'intuit-notification-schema-version': '0.1',
    'user-agent': 'intuit_notification_server/0.1',
  };
}

/** base64(HMAC-SHA256(verifier token, raw body)). */
export function signature(body: string, verifierToken: string): string {
  return createHmac('sha256', verifierToken).update(body, 'utf8').digest('base64');
}

function cloudEvents(events: readonly WebhookEvent[], { app, webhooks }: ServiceSettings): unknown {
  const source = `intuit.${createHash('sha256').update(app.clientId).digest('base64')}`;
  const words = {
    Create: 'created',
    Update: 'updated',
    Delete: 'deleted',
    Merge: 'merged',
    Emailed: 'emailed',
    Void: webhooks.voidWord,
  } as const;
  return events.map((event) => ({
    specversion: '1.0',
    id: event.id,
    source,
    type: `qbo.${event.entity.toLowerCase()}.${words[event.operation]}.v1`,
    datacontenttype: 'application/json',
    // Intuit writes nanoseconds; a millisecond clock can only fill them up.
    time: new Date(event.at).toISOString().replace('Z', '000000Z'),
    intuitentityid: event.entityId,
    intuitaccountid: event.realmId,
    data: event.deletedId === undefined ? {} : { deletedId: event.deletedId },
  }));
}

function legacy(events: readonly WebhookEvent[], voidWord: 'void' | 'voided'): unknown {
  const voided = voidWord === 'void' ? 'Void' : 'Voided';
  const byRealm = Map.groupBy(events, (event) => event.realmId);
  const eventNotifications = [...byRealm].map(([realmId, list]) => ({
    realmId,
    dataChangeEvent: {
      entities: list.map(({ entity, entityId, operation, at, deletedId }) => ({
        name: entity,
        id: entityId,
        operation: operation === 'Void' ? voided : operation,
        lastUpdated: new Date(at).toISOString(),
        ...(deletedId === undefined ? {} : { deletedId }),
      })),
    },
  }));
  return { eventNotifications };
}
