// The typed way to the API: paths, bodies and answers are those of its own description (schema.d.ts).
import createClient from 'openapi-fetch';
import type { components, paths } from './schema.d.ts';

/** A part of the API by its name: `Shape<'Record'>`. */
export type Shape<Name extends keyof components['schemas']> = components['schemas'][Name];

/**
 * A client on the same origin that sends the token which is good at the time. What is done goes under a key of its own, so
 * that it can be sent again when nobody heard the answer, and is done once.
 */
export function createApi(token: () => string | undefined) {
  const api = createClient<paths>({ baseUrl: '/api', fetch: fetchTwice });
  api.use({
    onRequest: ({ request }) => {
      const now = token();
      if (now !== undefined) request.headers.set('authorization', `Bearer ${now}`);
      if (request.method === 'POST') request.headers.set('idempotency-key', crypto.randomUUID());
    },
  });
  return api;
}

/** A request that failed on its way is sent once more: the network of a train is back a moment later. */
async function fetchTwice(request: Request): Promise<Response> {
  const again = request.clone();
  try {
    return await fetch(request);
  } catch (error) {
    if (request.signal.aborted) throw error;
    return await fetch(again);
  }
}
