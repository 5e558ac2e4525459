// The simulator as a server: real sockets, the real intuit-oauth client, webhooks over HTTP, and a kill in mid-work.
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import OAuthClient from 'intuit-oauth';
import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { startQuickBooksServer } from '../../simulators/quickbooks/server.ts';
import type { ServerOptions } from '../../simulators/quickbooks/server.ts';
import { signature } from '../../simulators/quickbooks/service/webhook-body.ts';
import { defaultSettings } from '../../simulators/quickbooks/service/settings.ts';
import { hour, minute, realm, start } from './service-setup.ts';

const cleanUps: (() => unknown)[] = [];
afterEach(async () => {
  while (cleanUps.length > 0) await cleanUps.pop()?.();
});

const serve = async (options: ServerOptions = {}) => {
  const companies = [{ realmId: realm, name: 'Company' }];
  const server = await startQuickBooksServer({ settings: { companies }, ...options });
  cleanUps.push(server.close);
  return server.url;
};
const call = async (url: string, method: string, path: string, ...[body, token]: [unknown?, string?]) => {
  const headers = {
    'content-type': 'application/json',
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
  };
  const response = await fetch(url + path, {
    method,
    headers,
    body: body === undefined ? null : JSON.stringify(body),
  });
  const text = await response.text();
  const json: unknown = /^[[{]/.test(text) ? JSON.parse(text) : null;
  return { status: response.status, text, json };
};
const grantAt = async (url: string): Promise<string> => {
  const answer = await call(url, 'POST', '/_sim/oauth/grants', { realmId: realm });
  return z.object({ access_token: z.string() }).parse(answer.json).access_token;
};
const createAt = (url: string, token: string, DisplayName: string) =>
  call(url, 'POST', `/v3/company/${realm}/customer`, { DisplayName }, token);
const namesAt = async (url: string): Promise<string[]> => {
  const customer = z.object({ DisplayName: z.string() });
  const inspection = z.object({ objects: z.object({ Customer: z.array(customer).default([]) }) });
  const answer = await call(url, 'GET', `/_sim/companies/${realm}`);
  return inspection.parse(answer.json).objects.Customer.map(({ DisplayName }) => DisplayName);
};
/** No throttle: these tests are faster than Intuit allows. */
const unthrottle = (url: string) =>
  call(url, 'PATCH', `/_sim/companies/${realm}/settings`, { throttle: { enforce: false } });

/** An app that notes every webhook and answers as it is told. */
const listen = async (answerWith: () => number | 'never') => {
  const taken: { body: string; headers: NodeJS.Dict<string | string[]> }[] = [];
  const waiters: { count: number; resolve: () => void }[] = [];
  const server = createServer((req, res) => {
    const chunks: string[] = [];
    req.setEncoding('utf8').on('data', (chunk: string) => chunks.push(chunk));
    req.on('end', () => {
      taken.push({ body: chunks.join(''), headers: req.headers });
      for (const { count, resolve } of waiters) if (taken.length >= count) resolve();
      const status = answerWith();
      if (status !== 'never') res.writeHead(status).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  cleanUps.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const received = (count: number) =>
    new Promise<void>((resolve) => {
      if (taken.length >= count) resolve();
      else waiters.push({ count, resolve });
    });
  return { url: `http://127.0.0.1:${portOf(server.address())}/hooks`, taken, received };
};
const portOf = (address: AddressInfo | string | null): number =>
  typeof address === 'object' && address !== null ? address.port : NaN;

describe('the real intuit-oauth client', () => {
  it('connects, refreshes, reads and revokes without knowing where it is', async () => {
    const url = await serve();
    const { clientId, clientSecret } = defaultSettings.app;
    const redirectUri = 'http://localhost:3000/callback';
    const client = new OAuthClient({ clientId, clientSecret, environment: 'sandbox', redirectUri });
    client.setAuthorizeURLs({
      authorizeEndpoint: `${url}/connect/oauth2`,
      tokenEndpoint: `${url}/oauth2/v1/tokens/bearer`,
      revokeEndpoint: `${url}/v2/oauth2/tokens/revoke`,
      userInfoEndpoint: `${url}/v1/openid_connect/userinfo`,
    });
    const page = await fetch(client.authorizeUri({ scope: [OAuthClient.scopes.Accounting], state: 'xyz' }), {
      redirect: 'manual',
    });
    expect(page.status).toBe(302);
    await client.createToken(page.headers.get('location') ?? '');
    const first = client.getToken();
    expect(first).toMatchObject({ realmId: realm, state: 'xyz', expires_in: 3600 });
    const company = await client.makeApiCall({ url: `${url}/v3/company/${realm}/companyinfo/${realm}` });
    expect(company.status).toBe(200);
    const { access_token, refresh_token } = { ...first };
    await client.refreshUsingToken(refresh_token);
    expect(client.getToken().access_token).not.toBe(access_token);
    expect(client.getToken().refresh_token).toBe(refresh_token);
    await client.revoke({ refresh_token });
    await expect(client.refreshUsingToken(refresh_token)).rejects.toMatchObject({ error: 'invalid_grant' });
  });
});

describe('over real sockets', () => {
  it('destroys the connection, after the commit or before it', async () => {
    const url = await serve();
    const token = await grantAt(url);
    for (const effect of ['commit-then-drop', 'drop-before']) {
      await call(url, 'POST', '/_sim/faults', { match: { entity: 'customer', count: 1 }, effect });
      await expect(createAt(url, token, effect)).rejects.toThrow('fetch failed');
    }
    expect(await namesAt(url)).toEqual(['commit-then-drop']);
  });

  it('keeps a client waiting that was told to wait', async () => {
    const url = await serve();
    await call(url, 'POST', '/_sim/faults', { effect: 'delay:60000' });
    await expect(fetch(`${url}/v3/`, { signal: AbortSignal.timeout(50) })).rejects.toThrow('timeout');
  });

  it('takes a file as any client sends one, and gives its bytes back without a token', async () => {
    const url = await serve({ clock: start });
    const token = await grantAt(url);
    await createAt(url, token, 'Zoë');
    const AttachableRef = [{ EntityRef: { type: 'Customer', value: '1' }, IncludeOnSend: true }];
    const metadata = JSON.stringify({ AttachableRef, Note: 'Zoë’s' });
    const bytes = Uint8Array.from({ length: 256 }, (_, byte) => byte);
    const form = new FormData();
    form.set('file_metadata_01', new Blob([metadata], { type: 'application/json' }), 'metadata.json');
    form.set('file_content_01', new Blob([bytes], { type: 'image/png' }), 'größe.png');
    const answer = await fetch(`${url}/v3/company/${realm}/upload?requestid=u1`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
      body: form,
    });
    const file = z.object({ FileName: z.string(), Note: z.string(), TempDownloadUri: z.string() });
    const body = z.object({ AttachableResponse: z.array(z.object({ Attachable: file })) });
    const [item] = body.parse(await answer.json()).AttachableResponse;
    expect(item?.Attachable).toMatchObject({ FileName: 'größe.png', Note: 'Zoë’s' });
    const address = item?.Attachable.TempDownloadUri ?? '';
    expect(address.startsWith(url)).toBe(true);
    const back = await fetch(address);
    expect(back.headers.get('content-type')).toBe('image/png');
    expect(new Uint8Array(await back.arrayBuffer())).toEqual(bytes);
    await call(url, 'POST', '/_sim/clock', { advanceMs: 16 * minute });
    expect((await fetch(address)).status).toBe(403);
  });

  it('lets no web page of another origin at the admin endpoint', async () => {
    const url = await serve();
    const status = async (origin: string) => (await fetch(`${url}/_sim`, { headers: { origin } })).status;
    expect(await status('https://evil.example')).toBe(403);
    expect(await status('http://localhost:5173')).toBe(200);
  });

  it('moves its clock forward only', async () => {
    const url = await serve({ clock: start });
    const clock = (body: unknown) => call(url, 'POST', '/_sim/clock', body);
    expect((await call(url, 'GET', '/_sim/clock')).json).toMatchObject({ ms: start, running: false });
    expect((await clock({ advanceMs: hour })).json).toMatchObject({ ms: start + hour });
    expect((await clock({ set: new Date(start + 2 * hour).toISOString() })).json).toMatchObject({
      ms: start + 2 * hour,
    });
    expect(await clock({ set: new Date(start).toISOString() })).toMatchObject({ status: 400 });
    expect(await clock({ advanceMs: 1, stop: true })).toMatchObject({ status: 400 });
    expect((await clock({ follow: 'real' })).json).toMatchObject({ running: true });
  });
});

describe('webhooks over HTTP', () => {
  it('arrive signed', async () => {
    const app = await listen(() => 200);
    const url = await serve();
    await call(url, 'PATCH', '/_sim/settings', { webhooks: { url: app.url, verifierToken: 'v' } });
    await createAt(url, await grantAt(url), 'Ada');
    await app.received(1);
    const [post] = app.taken;
    expect(post?.headers['intuit-signature']).toBe(signature(post?.body ?? '', 'v'));
    expect(post?.headers['content-type']).toBe('application/cloudevents+json');
  });

  it('climb the ladder when the clock is moved on, each step where it belongs', async () => {
    const app = await listen(() => 500);
    const url = await serve({ clock: start });
    await call(url, 'PATCH', '/_sim/settings', { webhooks: { url: app.url } });
    await createAt(url, await grantAt(url), 'Ada');
    await call(url, 'POST', '/_sim/clock', { advanceMs: 30 * minute });
    const delivery = z.object({ attempts: z.array(z.object({ at: z.number(), result: z.string() })) });
    const { json } = await call(url, 'GET', '/_sim/webhooks');
    const { deliveries } = z.object({ deliveries: z.array(delivery) }).parse(json);
    const seconds = deliveries[0]?.attempts.map(({ at }) => (at - start) / 1000);
    expect(seconds).toEqual([0, 0, 10, 30, 60, 360, 1560]);
    expect(deliveries[0]?.attempts.every(({ result }) => result === '500')).toBe(true);
  });

  it('give up on an answer that does not come in time, and try again', async () => {
    let calls = 0;
    const app = await listen(() => ((calls += 1) === 1 ? 'never' : 200));
    const url = await serve();
    await call(url, 'PATCH', '/_sim/settings', {
      // Short waits all the way: on a busy machine an attempt may run out of time before it gets through.
      webhooks: { url: app.url, timeoutMs: 200, retryAfterMs: [20] },
    });
    await createAt(url, await grantAt(url), 'Ada');
    await app.received(2);
    expect(app.taken[1]?.body).toBe(app.taken[0]?.body);
  });
});

describe('the data file', () => {
  const directory = () => {
    const made = mkdtempSync(join(tmpdir(), 'quickbooks-simulator-'));
    cleanUps.push(() => rmSync(made, { recursive: true }));
    return made;
  };
  const spawnSimulator = async (data: string): Promise<{ url: string; child: ChildProcess }> => {
    const main = join(import.meta.dirname, '../../simulators/quickbooks/main.ts');
    const child = spawn(process.execPath, [main, '--port', '0', '--data', data, '--realm', realm], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    cleanUps.push(() => child.kill('SIGKILL'));
    for await (const line of createInterface({ input: child.stdout })) {
      const url = /on (http:\S+)$/.exec(line)?.[1];
      if (url !== undefined) return { url, child };
    }
    throw new Error('The simulator ended without saying where it is');
  };

  it('holds every commit that was answered, and every token, through kill -9', async () => {
    const data = directory();
    const first = await spawnSimulator(data);
    const token = await grantAt(first.url);
    await unthrottle(first.url);
    const answered: string[] = [];
    const writing = (async () => {
      for (let i = 0; ; i += 1) {
        if ((await createAt(first.url, token, `Customer ${i}`)).status === 200)
          answered.push(`Customer ${i}`);
        if (answered.length === 100) first.child.kill('SIGKILL');
      }
    })();
    await expect(writing).rejects.toThrow('fetch failed');
    if (first.child.signalCode === null) await once(first.child, 'exit');
    const second = await spawnSimulator(data);
    const found = await namesAt(second.url);
    expect(found.slice(0, answered.length)).toEqual(answered);
    // At most the one that was under way may be there without having been answered.
    expect(found.length - answered.length).toBeLessThanOrEqual(1);
    expect((await createAt(second.url, token, 'Afterwards')).status).toBe(200);
  });

  it('says in one line what is wrong with the command', async () => {
    const main = join(import.meta.dirname, '../../simulators/quickbooks/main.ts');
    const child = spawn(process.execPath, [main, '--prot', '1'], { stdio: ['ignore', 'ignore', 'pipe'] });
    const text = await child.stderr.setEncoding('utf8').toArray();
    expect(text.join('')).toMatch(/^Unknown option '--prot'[^\n]*\n$/);
    expect(child.exitCode ?? (await once(child, 'exit'))[0]).toBe(1);
  });

  it('stops on SIGTERM', async () => {
    const { child } = await spawnSimulator(directory());
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([0, null]);
  });

  it('keeps a webhook that was on the road, the clock and the dice', async () => {
    const dataFile = join(directory(), 'state');
    const app = await listen(() => 'never');
    const first = await startQuickBooksServer({
      dataFile,
      clock: start,
      settings: {
        companies: [{ realmId: realm, name: 'Company' }],
        webhooks: { url: app.url, timeoutMs: 60_000 },
      },
    });
    await createAt(first.url, await grantAt(first.url), 'Ada');
    await app.received(1);
    await first.close();
    const second = await serve({ dataFile, clock: 0 });
    await app.received(2);
    expect(app.taken[1]?.body).toBe(app.taken[0]?.body);
    expect((await call(second, 'GET', '/_sim/clock')).json).toMatchObject({ ms: start, running: false });
  });
});
