// Connecting again through all real steps of our API, on either side; the browser's part is played.
import { API_ROUTES } from '../../../functions/api/routes.ts';
import type { HttpAnswer, HttpRequest } from '../../../functions/http/http.ts';
import { serve } from '../../../functions/http/serve.ts';
import { parse, textAt } from '../json.ts';
import { asOperator, requestOf } from '../requests.ts';
import type { Pair, PortalWorld } from './world.ts';

const API_MS = 29_000;
const CONNECTORS = { ledger: 'quickbooks', source: 'hubspot' } as const;

export interface Reconnecting {
  readonly side: 'ledger' | 'source';
  /** Who is chosen in the browser; absent: the right one. */
  readonly account?: string | undefined;
  /** How often it is tried again. */
  readonly left?: number | undefined;
}

export function reconnect(world: PortalWorld, pair: Pair, { side, account, left = 9 }: Reconnecting): void {
  const name = CONNECTORS[side];
  const chosen = account ?? (side === 'ledger' ? pair.realm : String(pair.portal));
  const again = (): void => {
    if (left > 0) world.kernel.after(5_000, () => reconnect(world, pair, { side, account, left: left - 1 }));
  };
  const path = { connection: pair.connection };
  const connect = asOperator('POST /v1/connections/{connection}/connect', path);
  ask(world, { ...connect, query: { side } }, (begun) => {
    if (begun?.status !== 200) return again();
    const state = stateIn(textAt(parse(begun.body), 'start_url'));
    ask(world, requestOf(`GET /oauth/${name}/start`, { query: { state } }), (started) => {
      if (started?.status !== 302) return again();
      const query = { state: stateIn(started.headers['location'] ?? ''), code: 'c', account: chosen };
      const cookies = (started.cookies ?? []).map((cookie) => cookie.split(';')[0] ?? '');
      const rawQuery = new URLSearchParams(query).toString();
      ask(world, requestOf(`GET /oauth/${name}/callback`, { query, rawQuery, cookies }), (done) => {
        if (done?.status !== 200 && chosen !== WRONG) again();
      });
    });
  });
}

/** An account that is not the connection's: whoever picks it in the browser must change nothing. */
export const WRONG = '77';

function stateIn(address: string): string {
  return new URL(address, 'http://127.0.0.1').searchParams.get('state') ?? '';
}

function ask(
  world: PortalWorld,
  request: HttpRequest,
  heard: (answer: HttpAnswer | undefined) => void,
): void {
  let answer: HttpAnswer | undefined;
  world.kernel.note(() => `api is asked ${request.route}`);
  world.spawn({
    role: 'api',
    lifeMs: API_MS,
    main: async (host) => {
      answer = await serve(API_ROUTES, host, request);
    },
    ended: () => heard(answer),
  });
}
