// The product's side of the fault matrix: its events of a guest, a folio and a payment, sent through the real function.
import type { HttpAnswer } from '../../../functions/http/http.ts';
import { serve } from '../../../functions/http/serve.ts';
import { WEBHOOK_ROUTES } from '../../../functions/webhooks/routes.ts';
import type { Link } from '../../../shared/core/links.ts';
import type { Host } from '../../../shared/host/host.ts';
import { CONNECTION, REALM, type World } from '../../simulation/world.ts';
import { addTenant, requestWith, type RequestParts } from '../http-host.ts';
import { CUSTOMER_DATA, eventOf, INVOICE_DATA, PAYMENT_DATA } from '../product-events.ts';
import { FOLIO, GUEST, PAID } from './records.ts';

const ROUTE = 'POST /v1/connections/{connection}/events';

export const guestEvent = (change: object = {}, id = 'evt_g') =>
  eventOf('customer.upserted', { ...CUSTOMER_DATA, id: GUEST.id, ...change }, id);

export const folioEvent = (change: object = {}, id = 'evt_f') =>
  eventOf(
    'invoice.upserted',
    {
      ...INVOICE_DATA,
      id: FOLIO.id,
      number: FOLIO.number,
      customerId: GUEST.id,
      lines: [{ quantity: '2', unitPrice: '60.00', amount: '120.00' }],
      taxTotal: '0',
      total: '120.00',
      ...change,
    },
    id,
  );

const paidEvent = eventOf(
  'payment.upserted',
  {
    ...PAYMENT_DATA,
    id: PAID.id,
    customerId: GUEST.id,
    amount: '120.00',
    reference: PAID.reference,
    allocations: [{ invoiceId: FOLIO.id, amount: '120.00' }],
  },
  'evt_p',
);

/** A guest, her folio and its payment. */
export const EVENTS = [guestEvent(), folioEvent(), paidEvent];

/** Sends a body to the webhooks function; by default with the connection's key. */
export async function post(world: World, body: unknown, host: Host = world.host): Promise<HttpAnswer> {
  const { key } = await addTenant(world.host, CONNECTION, REALM);
  return await postWith(world, { key, body }, host);
}

export async function postWith(
  world: World,
  parts: RequestParts,
  host: Host = world.host,
): Promise<HttpAnswer> {
  // Two requests never come in the same millisecond.
  world.advance(1);
  return await serve(
    WEBHOOK_ROUTES,
    host,
    requestWith(ROUTE, { path: { connection: CONNECTION }, ...parts }),
  );
}

/** Every row of the connection. */
export async function rowsOf(world: World): Promise<readonly Link[]> {
  const page = await world.storage.links.list({ connection: CONNECTION, limit: 1_000 });
  return page.type === 'page' ? page.links : [];
}
