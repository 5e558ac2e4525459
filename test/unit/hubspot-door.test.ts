// The one door of all portals: an account that nobody connected is acknowledged and counted, and nothing of it is stored or asked.
import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { serve } from '../../functions/http/serve.ts';
import { WEBHOOK_ROUTES } from '../../functions/webhooks/routes.ts';
import { defaultSettings } from '../../simulators/hubspot/service/settings.ts';
import { requestOf } from '../simulation/requests.ts';
import { createPortalWorld, PORTAL, PORTAL_LANE, WEBHOOK } from '../support/portal-world.ts';

const ROUTE = 'POST /v1/webhooks/hubspot';

/** A POST of HubSpot's with one change of an invoice for each account. */
async function withDoor() {
  const world = await createPortalWorld();
  const noted = new Map<string, number>();
  const { connections } = world.host;
  const host = {
    ...world.host,
    connections: {
      ...connections,
      countUnreadable: async (source: string, reason: string) => {
        noted.set(`${source}/${reason}`, (noted.get(`${source}/${reason}`) ?? 0) + 1);
        await connections.countUnreadable(source, reason);
      },
    },
  };
  const post = async (portals: readonly number[], secret = defaultSettings.app.clientSecret) => {
    const events = portals.map((portalId, n) => ({
      eventId: n,
      portalId,
      occurredAt: world.now(),
      subscriptionType: 'object.propertyChange',
      objectTypeId: '0-53',
      objectId: 1_000 + n,
    }));
    const body = JSON.stringify(events);
    const at = String(world.now());
    const signature = createHmac('sha256', secret).update(`POST${WEBHOOK}${body}${at}`).digest('base64');
    const headers = { 'x-hubspot-signature-v3': signature, 'x-hubspot-request-timestamp': at };
    return (await serve(WEBHOOK_ROUTES, host, requestOf(ROUTE, { headers }, body))).status;
  };
  const counted = () => [...noted];
  return { ...world, post, counted };
}

test('events of strangers are taken with 200 and counted; nothing is queued, stored or asked for them', async () => {
  const s = await withDoor();
  expect(await s.post([4_711, 4_711, 4_712])).toBe(200);
  expect(s.counted()).toEqual([['hubspot/unknown_account', 2]]);
  expect([s.sourceQueue, s.asked]).toEqual([[], []]);
  expect(await s.host.links.list({ connection: 'hotel', limit: 10 })).toMatchObject({ links: [] });
});

test('in one POST with a stranger, the account that is connected is heard all the same', async () => {
  const s = await withDoor();
  expect(await s.post([4_711, PORTAL])).toBe(200);
  expect(s.sourceQueue).toEqual([
    { lane: PORTAL_LANE, looks: [{ at: 'object', object: { type: 'invoice', id: '1001' } }] },
  ]);
  expect(s.counted()).toEqual([['hubspot/unknown_account', 1]]);
});

test('whoever does not know the secret is refused, and counted nowhere', async () => {
  const s = await withDoor();
  expect(await s.post([PORTAL], 'guessed')).toBe(401);
  expect([s.counted(), s.sourceQueue]).toEqual([[], []]);
});
