// The routes of the webhooks function.
import type { RouteTable } from '../http/serve.ts';
import { receiveEvents } from './receive-events.ts';

export const WEBHOOK_ROUTES: RouteTable = {
  'POST /v1/connections/{connection}/events': receiveEvents,
};
