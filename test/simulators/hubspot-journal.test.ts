// The Webhooks Journal of the HubSpot simulator: subscriptions, files in order, three days of memory, and uninstalling.
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { defaultSettings } from '../../simulators/hubspot/service/settings.ts';
import {
  bench,
  grantAt,
  hour,
  minute,
  must,
  openInvoice,
  otherPortal,
  portal,
  second,
} from './hubspot-setup.ts';
import type { Answer, Bench } from './hubspot-setup.ts';

const { clientId, clientSecret } = defaultSettings.app;
const read = '/webhooks-journal/journal/2026-03';
const subscriptions = '/webhooks-journal/subscriptions/2026-03';

/** A token of the app itself. */
const ownToken = (at: Bench, scope = '') => {
  const form = { grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret, scope };
  const body = new URLSearchParams(form).toString();
  const answer = must(at.ask('POST', '/oauth/2026-03/token', { body }), 200);
  return z.object({ access_token: z.string() }).parse(answer).access_token;
};
const call = (at: Bench, method: string, target: string, body?: unknown): Answer =>
  at.ask(method, target, { body, token: ownToken(at), headers: { host: '127.0.0.1:8412' } });
const invoices = (portalId: number) => ({
  subscriptionType: 'OBJECT',
  portalId,
  objectTypeId: '0-53',
  actions: ['CREATE', 'UPDATE', 'DELETE', 'RESTORE'],
  properties: ['hs_invoice_status', 'hs_number'],
  objectIds: [],
});
const subscribe = (at: Bench, ...inputs: readonly unknown[]) => {
  for (const input of inputs) must(call(at, 'POST', subscriptions, input), 201);
};
const entrySchema = z.object({ currentOffset: z.string(), expiresAt: z.string(), url: z.string() });
const entryIn = (answer: Answer) => entrySchema.parse(must(answer, 200));
const eventSchema = z.looseObject({ type: z.string(), portalId: z.number(), action: z.string() });
const fileAt = (at: Bench, url: string) => {
  const file = must(at.ask('GET', url), 200);
  return z
    .object({ offset: z.string(), publishedAt: z.string(), journalEvents: z.array(eventSchema) })
    .parse(file);
};
const eventsAfter = (at: Bench, offset?: string) => {
  const answer = call(at, 'GET', offset === undefined ? `${read}/earliest` : `${read}/offset/${offset}/next`);
  return answer.status === 204 ? null : fileAt(at, entryIn(answer).url);
};

describe('the journal', () => {
  it('tells what happened, with the values that were asked for', () => {
    const at = bench();
    subscribe(at, invoices(portal));
    const { invoiceId } = openInvoice(at);
    at.act({ act: 'pay', invoiceId });
    expect(eventsAfter(at)).toBeNull();
    at.advance(5 * second);
    const file = eventsAfter(at);
    const common = {
      type: 'crmObject',
      portalId: portal,
      objectTypeId: '0-53',
      objectId: Number(invoiceId),
      occurredAt: '2026-11-02T09:00:00.000Z',
    };
    expect(file?.journalEvents).toEqual([
      { ...common, action: 'CREATE', propertyChanges: { hs_invoice_status: 'draft', hs_number: 'INV_1001' } },
      { ...common, action: 'UPDATE', propertyChanges: { hs_invoice_status: 'open' } },
      { ...common, action: 'UPDATE', propertyChanges: { hs_invoice_status: 'paid' } },
    ]);
    expect(eventsAfter(at, file?.offset)).toBeNull();
  });

  it('goes from file to file, and forgets after three days', () => {
    const at = bench();
    subscribe(at, invoices(portal));
    const make = () => {
      const { access_token: token } = grantAt(at.ask, portal);
      at.ask('POST', '/crm/v3/objects/invoices', { token, body: { properties: { hs_currency: 'USD' } } });
      at.advance(minute);
      // Files come about as they are asked for.
      call(at, 'GET', `${read}/latest`);
    };
    make();
    const first = entryIn(call(at, 'GET', `${read}/earliest`));
    at.advance(hour);
    make();
    make();
    const second_ = eventsAfter(at, first.currentOffset);
    const third = eventsAfter(at, second_?.offset);
    expect(entryIn(call(at, 'GET', `${read}/latest`)).currentOffset).toBe(third?.offset);
    const batch = must(call(at, 'GET', `${read}/batch/${first.currentOffset}/next/10`), 200);
    expect(batch).toMatchObject({
      results: [{ currentOffset: second_?.offset }, { currentOffset: third?.offset }],
    });
    at.advance(72 * hour - 30 * minute);
    expect(call(at, 'GET', `${read}/offset/${first.currentOffset}/next`).status).toBe(404);
    expect(entryIn(call(at, 'GET', `${read}/earliest`)).currentOffset).toBe(second_?.offset);
  });

  it('fills files up to a number of events', () => {
    const at = bench({ journal: { maxEventsPerFile: 40 } });
    subscribe(at, invoices(portal));
    const inputs = Array.from({ length: 100 }, () => ({ properties: { hs_currency: 'USD' } }));
    at.api('POST', '/crm/v3/objects/invoices/batch/create', { inputs });
    at.advance(5 * second);
    const files = must(call(at, 'GET', `${read}/batch/earliest/10`), 200);
    const sizes = z
      .object({ results: z.array(entrySchema) })
      .parse(files)
      .results.map(({ url }) => fileAt(at, url).journalEvents.length);
    expect(sizes).toEqual([40, 40, 20]);
  });

  it('is one for all accounts, or for one of them', () => {
    const at = bench();
    subscribe(at, invoices(portal), invoices(otherPortal));
    const { access_token: token } = grantAt(at.ask, otherPortal);
    for (const each of [at.token, token])
      at.ask('POST', '/crm/v3/objects/invoices', {
        token: each,
        body: { properties: { hs_currency: 'USD' } },
      });
    at.advance(5 * second);
    expect(eventsAfter(at)?.journalEvents.map(({ portalId }) => portalId)).toEqual([portal, otherPortal]);
    const local = `/webhooks-journal/journal-local/2026-03/earliest?installPortalId=${otherPortal}`;
    expect(
      fileAt(at, entryIn(call(at, 'GET', local)).url).journalEvents.map(({ portalId }) => portalId),
    ).toEqual([otherPortal]);
  });

  it('tells of associations', () => {
    const at = bench();
    subscribe(at, {
      subscriptionType: 'ASSOCIATION',
      portalId: portal,
      objectTypeId: '0-101',
      associatedObjectTypeIds: ['0-53'],
      actions: ['ASSOCIATION_ADDED', 'ASSOCIATION_REMOVED'],
      objectIds: [],
    });
    const { invoiceId } = openInvoice(at);
    const paid = at.act({ act: 'pay', invoiceId });
    at.advance(5 * second);
    expect(eventsAfter(at)?.journalEvents).toMatchObject([
      {
        type: 'association',
        action: 'ASSOCIATION_ADDED',
        fromObjectId: Number(paid.id),
        toObjectId: Number(invoiceId),
        associationTypeId: 542,
      },
    ]);
  });

  it('alone tells that the app was taken out', () => {
    const at = bench({ webhooks: { url: 'https://app.example/hooks' } });
    subscribe(at, {
      subscriptionType: 'APP_LIFECYCLE_EVENT',
      eventTypeId: '4-1916193',
      properties: ['hs_app_id'],
    });
    at.ask('POST', `/_sim/portals/${portal}/acts`, { body: { act: 'uninstall' } });
    expect(at.simulator.dueDeliveries()).toEqual([]);
    at.advance(5 * second);
    expect(eventsAfter(at)?.journalEvents).toMatchObject([
      {
        type: 'app_lifecycle_event',
        action: 'APP_UNINSTALL',
        portalId: portal,
        eventTypeId: '4-1916193',
        properties: { hs_app_id: '54321' },
      },
    ]);
  });
});

describe('its addresses', () => {
  it('take tokens of the app with the right scope, and the files take none', () => {
    const at = bench();
    subscribe(at, invoices(portal));
    openInvoice(at);
    at.advance(5 * second);
    expect(at.api('GET', `${read}/earliest`).status).toBe(403);
    const token = ownToken(at, 'developer.webhooks_journal.read');
    expect(at.ask('POST', subscriptions, { token, body: invoices(portal) }).status).toBe(403);
    const { url } = entryIn(call(at, 'GET', `${read}/earliest`));
    expect(at.ask('GET', url, { token }).status).toBe(400);
    expect(at.ask('GET', url.replace(/signature=./, 'signature=x')).status).toBe(403);
    at.advance(11 * minute);
    expect(at.ask('GET', url).status).toBe(403);
  });

  it('keep subscriptions', () => {
    const at = bench();
    subscribe(at, invoices(portal), invoices(otherPortal));
    const list = () =>
      z.object({ results: z.array(z.object({ id: z.number() })) }).parse(call(at, 'GET', subscriptions).json)
        .results;
    expect(list()).toHaveLength(2);
    expect(call(at, 'DELETE', `${subscriptions}/portals/${otherPortal}`).status).toBe(204);
    const [left] = list();
    expect(call(at, 'GET', `${subscriptions}/${left?.id ?? 0}`).json).toMatchObject({
      portalId: portal,
      objectTypeId: '0-53',
    });
    expect(call(at, 'DELETE', `${subscriptions}/${left?.id ?? 0}`).status).toBe(204);
    expect(list()).toEqual([]);
    const { objectIds: _missing, ...incomplete } = invoices(portal);
    expect(call(at, 'POST', subscriptions, incomplete).status).toBe(400);
  });
});
