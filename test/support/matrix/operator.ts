// What an operator does about one record, through the real API function over the world's stores.
import { API_ROUTES } from '../../../functions/api/routes.ts';
import type { HttpAnswer } from '../../../functions/http/http.ts';
import { serve } from '../../../functions/http/serve.ts';
import type { RecordKind } from '../../../shared/core/records.ts';
import { CONNECTION, REALM, type World } from '../../simulation/world.ts';
import { addTenant, requestWith } from '../http-host.ts';

type Path = Readonly<Record<string, string>>;

/** Asks the API as the connection's key may; answers the status. */
export async function callApi(world: World, route: string, path: Path = {}, body?: unknown): Promise<number> {
  return (await askApi(world, route, { path, body })).status;
}

/** The same with the whole answer, and with a query. */
export async function askApi(
  world: World,
  route: string,
  {
    path,
    ...rest
  }: { readonly path?: Path; readonly body?: unknown; readonly query?: Record<string, string> },
): Promise<HttpAnswer> {
  const { key } = await addTenant(world.host, CONNECTION, REALM);
  const given = { key, path: { connection: CONNECTION, ...path }, ...rest };
  return await serve(API_ROUTES, world.host, requestWith(route, given));
}

export const retry = (world: World, kind: RecordKind, id: string, body?: unknown): Promise<number> =>
  callApi(world, 'POST /v1/connections/{connection}/records/{kind}/{id}/retry', { kind, id }, body);
