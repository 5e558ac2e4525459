// The trivial baseline: a bare HTTP server that forwards each event to the ledger one by one and then answers. No memory.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { z } from 'zod';
import { DEMO_REALM } from '../../local/demo-connection.ts';
import type { RunningSystem } from '../../local/system.ts';
import { invoiceEvent, type Timing } from './load.ts';

const GRANT = z.object({ access_token: z.string() });
const COMPANY = z.object({ objects: z.object({ Customer: z.array(z.object({ Id: z.string() })) }) });

/** The same load on the baseline: what it answers is settled, so both waits are one. */
export async function runBaseline(
  system: RunningSystem,
  name: string,
  { clients, count }: { readonly clients: number; readonly count: number },
): Promise<Timing> {
  const forward = await forwarder(system);
  const server = createServer((request, response) => {
    void text(request)
      .then(forward)
      .then((status) => response.writeHead(status).end('{}'));
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const address: AddressInfo | string | null = server.address();
  const url = `http://127.0.0.1:${address !== null && typeof address === 'object' ? address.port : 0}`;
  const waits: number[] = [];
  const start = performance.now();
  let next = 0;
  await Promise.all(
    Array.from({ length: clients }, async () => {
      while (next < count) {
        const sent = performance.now();
        const body = JSON.stringify(invoiceEvent(`${name}-${(next += 1)}`));
        const response = await fetch(url, { method: 'POST', body });
        await response.text();
        if (response.status !== 202) throw new Error(`The baseline answered ${response.status}`);
        waits.push(performance.now() - sent);
      }
    }),
  );
  const perSecond = (count * 1000) / (performance.now() - start);
  server.closeAllConnections();
  await new Promise((closed) => server.close(closed));
  const sorted = waits.sort((a, b) => a - b);
  const at = (share: number): number => sorted[Math.floor(sorted.length * share)] ?? NaN;
  return {
    events: count,
    acceptedPerSecond: perSecond,
    settledPerSecond: perSecond,
    p50: at(0.5),
    p99: at(0.99),
  };
}

const EVENT = z.object({
  data: z.object({
    number: z.string(),
    date: z.string(),
    lines: z.array(z.object({ description: z.string(), quantity: z.string(), unitPrice: z.string() })),
  }),
});

async function forwarder({ simulator }: RunningSystem): Promise<(body: string) => Promise<number>> {
  const { access_token: token } = GRANT.parse(
    await simulator.admin('POST', 'oauth/grants', { realmId: DEMO_REALM }),
  );
  const customer =
    COMPANY.parse(await simulator.admin('GET', `companies/${DEMO_REALM}`)).objects.Customer[0]?.Id ?? '';
  const headers = {
    authorization: `Bearer ${token}`,
    accept: 'application/json',
    'content-type': 'application/json',
  };
  return async (body) => {
    const { data } = EVENT.parse(JSON.parse(body));
    const Line = data.lines.map(({ description, quantity, unitPrice }) => ({
      DetailType: 'SalesItemLineDetail',
      Description: description,
      Amount: Number(quantity) * Number(unitPrice),
      SalesItemLineDetail: { ItemRef: { value: '1' }, TaxCodeRef: { value: '3' } },
    }));
    const invoice = {
      DocNumber: data.number,
      TxnDate: data.date,
      CurrencyRef: { value: 'EUR' },
      CustomerRef: { value: customer },
      Line,
    };
    const response = await fetch(`${simulator.url}/v3/company/${DEMO_REALM}/invoice?minorversion=75`, {
      method: 'POST',
      headers,
      body: JSON.stringify(invoice),
    });
    await response.text();
    return response.ok ? 202 : 500;
  };
}
