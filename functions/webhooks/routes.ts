// The routes of the webhooks function.
import type { RouteTable } from '../http/serve.ts';
import { receiveEvents } from './receive-events.ts';
import { receiveNotices } from './receive-notices.ts';
import { receiveSourceNotices } from './receive-source-notices.ts';

export const WEBHOOK_ROUTES: RouteTable = {
  'POST /v1/connections/{connection}/events': receiveEvents,
  'POST /webhooks/quickbooks': receiveNotices,
  'POST /webhooks/snelstart': receiveNotices,
  'POST /v1/webhooks/hubspot': receiveSourceNotices,
};
