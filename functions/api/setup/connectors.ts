// The connectors there are, by what they are able to do: pages offer what is registered, and name none themselves.
import { LEDGER_NAMES, plannerOf } from '../../../shared/connectors/planner-registry.ts';
import { SOURCE_NAMES } from '../../../shared/connectors/source-registry.ts';
import type { Host } from '../../../shared/host/host.ts';
import { type HttpAnswer, json } from '../../http/http.ts';

/** Products send what they have; there is nothing to connect at that end but a key. */
export const PUSHED = 'product';

/** `GET /v1/connectors` */
export async function listConnectors(host: Host): Promise<HttpAnswer> {
  return json(200, { ledgers: ledgersOf(host), sources: sourcesOf(host) });
}

/** `browser`: a person signs in there and comes back. `key`: he enters a key that he made there. */
export function ledgersOf(host: Host) {
  return LEDGER_NAMES.flatMap((name) => {
    const ledger = host.ledger(name);
    if (ledger === undefined) return [];
    const title = plannerOf(name)?.title ?? name;
    return [
      { name, title, connects: ledger.redeemKey === undefined ? ('browser' as const) : ('key' as const) },
    ];
  });
}

/** `push`: the product sends, with an API key. `browser`: it is read, once a person let us in. */
export function sourcesOf(host: Host) {
  const read = SOURCE_NAMES.flatMap((name) => host.source(name) ?? []);
  return [
    { name: PUSHED, title: 'Product', connects: 'push' as const },
    ...read.map(({ name, title }) => ({ name, title, connects: 'browser' as const })),
  ];
}
