// What an operator does about one record, through the real API function over the world's stores.
import { API_ROUTES } from '../../../functions/api/routes.ts';
import { serve } from '../../../functions/http/serve.ts';
import type { RecordKind } from '../../../shared/core/records.ts';
import { CONNECTION, REALM, type World } from '../../simulation/world.ts';
import { addTenant, requestWith } from '../http-host.ts';

type Path = Readonly<Record<string, string>>;

/** Asks the API as the connection's key may; answers the status. */
export async function callApi(world: World, route: string, path: Path = {}, body?: unknown): Promise<number> {
  const { key } = await addTenant(world.host, CONNECTION, REALM);
  const given = { key, path: { connection: CONNECTION, ...path }, body };
  return (await serve(API_ROUTES, world.host, requestWith(route, given))).status;
}

export const retry = (world: World, kind: RecordKind, id: string, body?: unknown): Promise<number> =>
  callApi(world, 'POST /v1/connections/{connection}/records/{kind}/{id}/retry', { kind, id }, body);
