// Telling HubSpot what changed in the ledger: one change at a time, each so that it can be told again.
import type { Answer } from '../../core/faults.ts';
import type { Change, ChangeType } from '../../core/feed.ts';
import type { Applied, SourceView } from '../source-port.ts';
import { showDeal } from './apply-deal.ts';
import { changeInvoice, endInvoice, mirrorInvoice } from './apply-invoice.ts';
import { changeParty, mirrorCustomer } from './apply-party.ts';
import { mirrorPayment, recordPayment } from './apply-payment.ts';
import type { HubSpotClient, PortalAccess } from './client.ts';
import type { Portal } from './writes.ts';

type Apply = (portal: Portal, change: Change, view: SourceView) => Promise<Answer<Applied>>;

/** What HubSpot has no place for (suppliers, cost centres), or a person's task, is not applied. */
const APPLIED: Readonly<Partial<Record<ChangeType, Apply>>> = {
  'invoice.imported': mirrorInvoice,
  'invoice.changed': changeInvoice,
  'invoice.voided': endInvoice,
  'invoice.paid': recordPayment,
  'payment.recorded': recordPayment,
  'payment.imported': mirrorPayment,
  'customer.imported': mirrorCustomer,
  'customer.changed': changeParty,
  'deal.changed': showDeal,
};

/** Applies a change, or answers that it is none for HubSpot. */
export async function applyChange(
  client: HubSpotClient,
  access: PortalAccess,
  change: Change,
  view: SourceView,
): Promise<Answer<Applied>> {
  const apply = APPLIED[change.type];
  return apply === undefined
    ? { ok: true, value: { type: 'ignored' } }
    : await apply({ client, access }, change, view);
}
