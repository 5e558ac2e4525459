// What requests carry: the same schemas that check them, under the names they have in the document.
import * as z from 'zod';
import { ENVELOPE } from '../../../../shared/connectors/product/events.ts';
import {
  CREDIT_NOTE,
  CUSTOMER,
  END,
  INVOICE,
  ITEM,
  PAYMENT,
  REFUND,
  SUPPLIER,
} from '../../../../shared/connectors/product/schemas.ts';
import { POLICY } from '../../../../shared/storage/policy-schema.ts';
import { ACT_BODIES } from '../../act-on-record.ts';
import { BODY as BULK_BODY } from '../../bulk.ts';
import { BODY as CALLBACK_BODY } from '../../callback.ts';
import { KEY_BODY } from '../../enter-key.ts';
import { BODY as EXPORT_BODY } from '../../exports.ts';
import { BODY as ORDER_BODY } from '../../order-record.ts';
import { BODY as DRY_RUN_BODY } from '../../policy/dry-run-policy.ts';
import { BODY as PUT_POLICY_BODY } from '../../policy/put-policy.ts';
import { BODY as RETRY_BODY } from '../../retry-record.ts';
import { NEW_CONNECTION } from '../../setup/create-connection.ts';
import { BODY as PERIOD_BODY } from '../../start-reconciliation.ts';
import { sent } from '../shape.ts';

const SENT_POLICY = sent('PolicyInput', POLICY);

const DATA = z.union([
  sent('CustomerInput', CUSTOMER),
  sent('SupplierInput', SUPPLIER),
  sent('ItemInput', ITEM),
  sent('InvoiceInput', INVOICE),
  sent('CreditNoteInput', CREDIT_NOTE),
  sent('PaymentInput', PAYMENT),
  sent('RefundInput', REFUND),
  sent('EndInput', END),
]);

const EVENT = sent('Event', z.strictObject({ ...ENVELOPE.shape, data: DATA }));
export const EVENTS = sent('Events', z.union([EVENT, z.array(EVENT).max(100)]));

export const RETRY = sent('Retry', RETRY_BODY);
export const ORDER = sent('Order', ORDER_BODY);
export const UNSYNC = sent('Unsync', ACT_BODIES.unsync);
export const ADOPT = sent('Adopt', ACT_BODIES.adopt);
export const BULK_INPUT = sent('BulkInput', BULK_BODY);
export const EXPORT = sent('ExportInput', EXPORT_BODY);
export const PERIOD = sent('Period', PERIOD_BODY);
export const CALLBACK_INPUT = sent('CallbackInput', CALLBACK_BODY);
export const NEXT_POLICY = sent(
  'NextPolicy',
  z.strictObject({ ...PUT_POLICY_BODY.shape, policy: SENT_POLICY }),
);
export const ONE_POLICY = sent('OnePolicy', z.strictObject({ policy: SENT_POLICY }));
export const DRY_RUN_INPUT = sent(
  'DryRunInput',
  z.strictObject({ ...DRY_RUN_BODY.shape, policy: SENT_POLICY }),
);
export const NEW_CONNECTION_INPUT = sent('NewConnection', NEW_CONNECTION);
export const KEY_INPUT = sent('KeyInput', KEY_BODY);
export const CSV = z.string();
