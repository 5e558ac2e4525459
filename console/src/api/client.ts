// The typed way to the API: paths, bodies and answers are those of its own description (schema.d.ts).
import createClient from 'openapi-fetch';
import type { components, paths } from './schema.d.ts';

/** A part of the API by its name: `Shape<'Record'>`. */
export type Shape<Name extends keyof components['schemas']> = components['schemas'][Name];

/** A client on the same origin that sends the token which is good at the time. */
export function createApi(token: () => string | undefined) {
  const api = createClient<paths>({ baseUrl: '/api' });
  api.use({
    onRequest: ({ request }) => {
      const now = token();
      if (now !== undefined) request.headers.set('authorization', `Bearer ${now}`);
    },
  });
  return api;
}
