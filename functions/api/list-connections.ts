// The connections, for people: each in short, with how many records need somebody and the money that hangs on them.
import type { Host } from '../../shared/host/host.ts';
import { type HttpAnswer, type HttpRequest, json } from '../http/http.ts';
import { refuse } from '../http/problem.ts';
import { summaryOfConnection } from './get-connection.ts';

/** `GET /v1/connections?cursor=` */
export async function listConnections(host: Host, request: HttpRequest): Promise<HttpAnswer> {
  const { cursor, ...others } = request.query;
  const [unknown] = Object.keys(others);
  if (unknown !== undefined)
    return refuse(request, 'bad_query', 'Correct the query parameter.', [
      { pointer: unknown.slice(0, 60), detail: 'is not a parameter we know' },
    ]);
  const all = [...(await host.connections.connections())].sort((a, b) => (a.id < b.id ? -1 : 1));
  const rest = cursor === undefined ? all : all.filter(({ id }) => id > cursor);
  const page = rest.slice(0, PAGE);
  const connections = await Promise.all(page.map((one) => summaryOfConnection(host, one)));
  return json(200, { connections, cursor: rest.length > PAGE ? page.at(-1)?.id : undefined });
}

/** Each costs some ten reads; a page of them is answered within a second. */
const PAGE = 20;
