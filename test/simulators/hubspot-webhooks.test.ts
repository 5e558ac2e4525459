// Webhooks of the HubSpot simulator: signatures, the form of events, batches, retries, doubles and disorder.
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { HubSpotSettings } from '../../simulators/hubspot/hubspot.ts';
import { signatureV1, signatureV2, signatureV3 } from '../../simulators/hubspot/service/signatures.ts';
import { isSignedByHubSpot } from '../../shared/connectors/hubspot/signature.ts';
import { defaultSettings } from '../../simulators/hubspot/service/settings.ts';
import type { DeliveryOutcome, WebhookPost } from '../../simulators/quickbooks/service/webhooks.ts';
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
  start,
} from './hubspot-setup.ts';
import type { Bench } from './hubspot-setup.ts';

const url = 'https://app.example/webhooks/hubspot';
const eventSchema = z.looseObject({
  eventId: z.number(),
  subscriptionId: z.number(),
  portalId: z.number(),
  appId: z.number(),
  occurredAt: z.number(),
  attemptNumber: z.number(),
});
const eventsIn = (post: WebhookPost) => z.array(eventSchema).parse(JSON.parse(post.body));
const hooked = (webhooks: HubSpotSettings['webhooks'] = {}, seed?: number) =>
  bench({ webhooks: { url, ...webhooks } }, {}, seed);
const deliver = (at: Bench, outcome: DeliveryOutcome = { status: 200 }) => {
  const posts = at.simulator.dueDeliveries();
  for (const { id } of posts) at.simulator.delivered(id, outcome);
  return posts;
};
/** Takes every POST as it comes due, for at most so long. */
const drain = (at: Bench, forMs: number) => {
  const end = at.now() + forMs;
  const arrived = deliver(at).flatMap(eventsIn);
  for (
    let next = at.simulator.nextDeliveryAt();
    next !== null && next <= end;
    next = at.simulator.nextDeliveryAt()
  ) {
    at.advance(Math.max(0, next - at.now()));
    arrived.push(...deliver(at).flatMap(eventsIn));
  }
  return arrived;
};
const subscribe = (...subscriptionTypes: readonly string[]) =>
  subscriptionTypes.map((text) => {
    const [subscriptionType = '', objectType, propertyName] = text.split(' ');
    return { subscriptionType, objectType, propertyName, active: true };
  });

describe('signatures', () => {
  // The seven vectors that HubSpot's documentation and its SDKs publish.
  const secret = 'yyyyyyyy-yyyy-yyyy-yyyy-yyyyyyyyyyyy';
  const uri = 'https://www.example.com/webhook_uri';
  const python = "{'example_field':'example_value'}";
  const creation =
    '[{"eventId":1,"subscriptionId":12345,"portalId":62515,"occurredAt":1564113600000,"subscriptionType":"contact.creation","attemptNumber":0,"objectId":123,"changeSource":"CRM","changeFlag":"NEW","appId":54321}]';
  const v3 = (timestamp: string) => signatureV3(secret, { method: 'POST', uri, body: python, timestamp });
  it.each([
    [
      'node v1',
      signatureV1(secret, creation),
      '232db2615f3d666fe21a8ec971ac7b5402d33b9a925784df3ca654d05f4817de',
    ],
    [
      'node v2 GET',
      signatureV2(secret, 'GET', uri, ''),
      'eee2dddcc73c94d699f5e395f4b9d454a069a6855fbfa152e91e88823087200e',
    ],
    [
      'node v2 POST',
      signatureV2(secret, 'POST', uri, '{"example_field":"example_value"}'),
      '9569219f8ba981ffa6f6f16aa0f48637d35d728c7e4d93d0d52efaa512af7900',
    ],
    [
      'python v1',
      signatureV1(secret, python),
      '69fc6631a867edd4f9e9e627fc5c1148e3fbdd8b21837b6d2b8901c1fa57f750',
    ],
    [
      'python v2',
      signatureV2(secret, 'POST', uri, python),
      '4fe4e3a7d3cf09db53be39d0a58130e2aaba074ec123a9e355b876a689a1c383',
    ],
    ['python v3', v3('1693657560000'), 'K36dawei4A+QBNolUOqo7s91KQDWQ5MXZ/QufNYuk/Y='],
    ['ruby v3', v3('1700000300000'), 'RnbPH7+UMKVkbV32P8bz450N4M56aPmcru1+D3kSDtw='],
  ])('%s', (_name, made, published) => {
    expect(made).toBe(published);
  });

  it('decode twelve codes of the address before they hash it, and no others', () => {
    const of = (address: string) =>
      signatureV3(secret, { method: 'POST', uri: address, body: '', timestamp: '1' });
    expect(of('https://x.example/a?u=http%3A%2F%2Fy%3fz')).toBe(of('https://x.example/a?u=http://y?z'));
    expect(of('https://x.example/a?u=%20b')).not.toBe(of('https://x.example/a?u= b'));
  });

  it('of a POST are those a client checks', () => {
    const at = hooked();
    at.record('POST', '/crm/v3/objects/contacts', { properties: { firstname: 'Zoë' } });
    const [post] = deliver(at);
    const request = {
      method: 'POST',
      uri: url,
      headers: post?.headers ?? {},
      rawBody: Buffer.from(post?.body ?? '', 'utf8'),
    };
    const { clientSecret } = defaultSettings.app;
    expect(isSignedByHubSpot(request, [clientSecret], at.now())).toBe(true);
    expect(isSignedByHubSpot(request, ['other'], at.now())).toBe(false);
    expect(post?.headers).toMatchObject({
      'x-hubspot-signature': signatureV1(clientSecret, post?.body ?? ''),
      'x-hubspot-signature-version': 'v1',
      'x-hubspot-request-timestamp': String(start),
    });
  });
});

describe('events', () => {
  it('of a new contact: that it is there, and what of it is watched', () => {
    const at = hooked({
      subscriptions: subscribe(
        'object.creation contact',
        'object.propertyChange contact email',
        'object.propertyChange contact phone',
      ),
    });
    const { id } = at.record('POST', '/crm/v3/objects/contacts', {
      properties: { email: 'ada@example.com' },
    });
    const common = {
      portalId: portal,
      appId: 54_321,
      occurredAt: start,
      attemptNumber: 0,
      objectId: Number(id),
      objectTypeId: '0-1',
      changeSource: 'INTEGRATION',
      sourceId: '54321',
    };
    expect(deliver(at).flatMap(eventsIn)).toMatchObject([
      { ...common, subscriptionId: 2001, subscriptionType: 'object.creation', changeFlag: 'NEW' },
      {
        ...common,
        subscriptionId: 2002,
        subscriptionType: 'object.propertyChange',
        propertyName: 'email',
        propertyValue: 'ada@example.com',
      },
    ]);
  });

  it('tell who changed something, so that an app knows its echo', () => {
    const at = hooked({ subscriptions: subscribe('object.propertyChange deal amount') });
    const deal = at.record('POST', '/crm/v3/objects/deals', { properties: { dealname: 'D' } });
    at.act({ act: 'edit', objectType: 'deal', id: deal.id, properties: { amount: '5' } });
    at.record('PATCH', `/crm/v3/objects/deals/${deal.id}`, { properties: { amount: '6' } });
    expect(
      deliver(at)
        .flatMap(eventsIn)
        .map(({ changeSource, sourceId }) => [changeSource, sourceId]),
    ).toEqual([
      ['CRM_UI', 'userId:8675309'],
      ['INTEGRATION', '54321'],
    ]);
  });

  it('of what HubSpot works out are silent, but not of the status', () => {
    const watch = subscribe(
      'object.propertyChange invoice hs_balance_due',
      'object.propertyChange invoice hs_invoice_status',
    );
    const changed = (calculatedFire: boolean) => {
      const at = hooked({ subscriptions: watch });
      at.knobs({ calculatedFire });
      const { invoiceId } = openInvoice(at);
      deliver(at);
      at.act({ act: 'pay', invoiceId });
      return deliver(at)
        .flatMap(eventsIn)
        .map(({ propertyName, propertyValue }) => `${String(propertyName)} ${String(propertyValue)}`);
    };
    expect(changed(false)).toEqual(['hs_invoice_status paid']);
    expect(changed(true).toSorted()).toEqual(['hs_balance_due 0.00', 'hs_invoice_status paid']);
  });

  it.each([
    ['both', ['INVOICE_TO_CONTACT', 'CONTACT_TO_INVOICE']],
    ['own', ['INVOICE_TO_CONTACT']],
  ] as const)('of associations come for the ends: %s', (associationSides, types) => {
    const at = hooked({ associationSides, subscriptions: subscribe('object.associationChange invoice') });
    const invoice = at.record('POST', '/crm/v3/objects/invoices', { properties: { hs_currency: 'USD' } });
    const contact = at.record('POST', '/crm/v3/objects/contacts', { properties: { firstname: 'A' } });
    const path = `/crm/v4/objects/invoices/${invoice.id}/associations/default/contacts/${contact.id}`;
    at.api('PUT', path);
    const events = deliver(at).flatMap(eventsIn);
    expect(events.map(({ associationType }) => associationType)).toEqual(types);
    expect(events[0]).toMatchObject({
      fromObjectId: Number(invoice.id),
      toObjectId: Number(contact.id),
      associationRemoved: false,
      isPrimaryAssociation: false,
    });
    at.api('DELETE', path.replace('/default', ''));
    expect(deliver(at).flatMap(eventsIn)[0]).toMatchObject({ associationRemoved: true });
  });

  it('of deletions, restores, merges and erased persons', () => {
    const at = hooked({
      subscriptions: subscribe(
        'object.deletion contact',
        'object.restore contact',
        'object.merge contact',
        'contact.privacyDeletion',
      ),
    });
    const make = (firstname: string) =>
      at.record('POST', '/crm/v3/objects/contacts', { properties: { firstname, phone: firstname } }).id;
    const [one, two] = [make('A'), make('B')];
    at.api('DELETE', `/crm/v3/objects/contacts/${one}`);
    at.act({ act: 'restore', objectType: 'contact', id: one });
    at.api('POST', '/crm/v3/objects/contacts/merge', { primaryObjectId: one, objectIdToMerge: two });
    at.api('POST', '/crm/v3/objects/contacts/gdpr-delete', { objectId: one });
    expect(deliver(at).flatMap(eventsIn)).toMatchObject([
      { subscriptionType: 'object.deletion', objectId: Number(one), changeFlag: 'DELETED' },
      { subscriptionType: 'object.restore', objectId: Number(one) },
      {
        subscriptionType: 'object.merge',
        primaryObjectId: Number(one),
        mergedObjectIds: [Number(two)],
        newObjectId: Number(one),
        numberOfPropertiesMoved: 0,
      },
      { subscriptionType: 'contact.privacyDeletion', objectId: Number(one) },
    ]);
  });

  it('in the old form carry no type id', () => {
    const at = hooked({ subscriptions: subscribe('contact.creation'), typeKey: 'eventType' });
    at.record('POST', '/crm/v3/objects/contacts', { properties: {} });
    const [event] = deliver(at).flatMap(eventsIn);
    expect(event).toMatchObject({ eventType: 'contact.creation' });
    expect(event).not.toHaveProperty('objectTypeId');
  });

  it('come from accounts where the app is installed, and from no others', () => {
    const at = hooked();
    const foreign = { body: { act: 'create', objectType: 'contact', properties: {} } };
    at.ask('POST', `/_sim/portals/${otherPortal}/acts`, foreign);
    expect(deliver(at)).toEqual([]);
    grantAt(at.ask, otherPortal);
    at.ask('POST', `/_sim/portals/${otherPortal}/acts`, foreign);
    expect(deliver(at).flatMap(eventsIn)[0]?.portalId).toBe(otherPortal);
  });

  it('are those of a project file', () => {
    const at = bench();
    const file = {
      uid: 'webhooks',
      type: 'webhooks',
      config: {
        settings: { targetUrl: url, maxConcurrentRequests: 10 },
        subscriptions: {
          crmObjects: [
            { subscriptionType: 'object.creation', objectType: 'invoice', active: true },
            { subscriptionType: 'object.creation', objectType: 'contact', active: false },
          ],
          legacyCrmObjects: [{ subscriptionType: 'contact.deletion', active: true }],
          hubEvents: [],
        },
      },
    };
    must(at.ask('PUT', '/_sim/webhooks', { body: file }), 200);
    openInvoice(at);
    expect(deliver(at).flatMap(eventsIn)).toMatchObject([
      { subscriptionType: 'object.creation', objectTypeId: '0-53' },
    ]);
  });
});

describe('delivery', () => {
  const contacts = subscribe('object.creation contact');
  const create = (at: Bench, count: number) => {
    const inputs = Array.from({ length: count }, (_, n) => ({ properties: { firstname: `C${n}` } }));
    for (let from = 0; from < count; from += 100) {
      must(
        at.api('POST', '/crm/v3/objects/contacts/batch/create', { inputs: inputs.slice(from, from + 100) }),
        201,
      );
    }
  };

  it('takes a hundred events in a POST and ten POSTs at once', () => {
    const at = hooked({ subscriptions: contacts });
    create(at, 1250);
    const first = at.simulator.dueDeliveries();
    expect(first.map((post) => eventsIn(post).length)).toEqual(Array.from({ length: 10 }, () => 100));
    expect(at.simulator.dueDeliveries()).toEqual([]);
    expect(at.simulator.nextDeliveryAt()).toBeNull();
    for (const { id } of first) at.simulator.delivered(id, { status: 200 });
    expect(at.simulator.dueDeliveries().map((post) => eventsIn(post).length)).toEqual([100, 100, 50]);
  });

  it('keeps accounts apart, or does not', () => {
    const posts = (mixPortals: boolean) => {
      const at = hooked({ subscriptions: contacts, mixPortals });
      grantAt(at.ask, otherPortal);
      for (const id of [portal, otherPortal]) {
        at.ask('POST', `/_sim/portals/${id}/acts`, {
          body: { act: 'create', objectType: 'contact', properties: {} },
        });
      }
      return deliver(at).map((post) => eventsIn(post).map(({ portalId }) => portalId));
    };
    expect(posts(false)).toEqual([[portal], [otherPortal]]);
    expect(posts(true)).toEqual([[portal, otherPortal]]);
  });

  it.each([
    ['404', { status: 404 }],
    ['302', { status: 302 }],
    ['503', { status: 503 }],
    ['no connection', { error: 'refused' }],
    ['an answer after more than five seconds', { status: 200, elapsedMs: 5001 }],
  ])('tries again after %s: ten times within a day, signed anew, then never more', (_what, outcome) => {
    const at = hooked({ subscriptions: contacts });
    create(at, 1);
    const attempts: { number: number; timestamp: string; at: number }[] = [];
    for (let next = at.simulator.nextDeliveryAt(); next !== null; next = at.simulator.nextDeliveryAt()) {
      at.advance(Math.max(0, next - at.now()));
      for (const post of deliver(at, outcome)) {
        const number = eventsIn(post)[0]?.attemptNumber ?? -1;
        attempts.push({ number, timestamp: post.headers['x-hubspot-request-timestamp'] ?? '', at: at.now() });
      }
    }
    expect(attempts.map(({ number }) => number)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(attempts.every(({ timestamp, at: time }) => timestamp === String(time))).toBe(true);
    expect((attempts.at(-1)?.at ?? 0) - start).toBeLessThan(24 * hour);
    expect(at.ask('GET', '/_sim').json).toMatchObject({ webhooks: { givenUp: 1, acknowledged: 0 } });
  });

  it('may repeat the first signature, which is too old by then', () => {
    const at = hooked({
      subscriptions: contacts,
      signRetries: false,
      retryAfterMs: [10 * minute],
      retryJitter: 0,
    });
    create(at, 1);
    deliver(at, { status: 500 });
    at.advance(10 * minute);
    expect(deliver(at)[0]?.headers['x-hubspot-request-timestamp']).toBe(String(start));
  });

  it('a POST that is not taken does not hold up the others', () => {
    const at = hooked({ subscriptions: contacts });
    create(at, 1);
    deliver(at, { status: 500 });
    create(at, 1);
    expect(deliver(at)).toHaveLength(1);
  });

  it('gathers, delays, doubles, loses and shuffles as it is told; the same seed does the same', () => {
    const run = (seed: number) => {
      const at = hooked(
        {
          subscriptions: contacts,
          gatherMs: second,
          delayMs: [0, minute],
          duplicate: 0.2,
          reorder: 0.1,
          drop: 0.1,
          shuffle: true,
        },
        seed,
      );
      create(at, 300);
      return drain(at, hour).map(({ objectId, eventId }) => `${String(objectId)} ${eventId}`);
    };
    const arrived = run(5);
    const different = new Set(arrived);
    expect(different.size).toBeGreaterThan(240);
    expect(different.size).toBeLessThan(300);
    expect(arrived.length).toBeGreaterThan(different.size + 20);
    expect(arrived).not.toEqual(arrived.toSorted());
    expect(run(5)).toEqual(arrived);
    expect(run(6)).not.toEqual(arrived);
  });

  it('gives ids that are not unique, as the documents warn', () => {
    const at = hooked({ subscriptions: contacts, eventIds: 'colliding' });
    create(at, 10);
    expect(
      new Set(
        deliver(at)
          .flatMap(eventsIn)
          .map(({ eventId }) => eventId),
      ).size,
    ).toBeLessThan(4);
  });
});
