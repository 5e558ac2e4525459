// Calling out over real sockets: to whom a call goes, where it never goes, and what ends it.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { createCallOut } from '../../shared/host/aws/call-out.ts';

const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  }
});

/** A receiver on this machine; answers its port and what came. */
async function receiver(answer: (response: ServerResponse, request: IncomingMessage) => void) {
  const heard: { readonly headers: IncomingMessage['headers']; readonly body: string }[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (part) => (body += String(part)));
    request.on('end', () => {
      heard.push({ headers: request.headers, body });
      answer(response, request);
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  servers.push(server);
  const address: AddressInfo | string | null = server.address();
  return { port: typeof address === 'object' ? (address?.port ?? 0) : 0, heard };
}

const local = createCallOut({ local: true });
const call = (url: string, timeoutMs = 2_000) => ({
  url,
  headers: { 'content-type': 'application/json', 'webhook-id': 'm1' },
  body: '[{"id":"é"}]',
  timeoutMs,
});

test('sends headers and body, and answers the status', async () => {
  const { port, heard } = await receiver((response) => response.writeHead(202).end('thanks'));
  expect(await local.post(call(`http://127.0.0.1:${port}/x`))).toEqual({ status: 202 });
  expect(heard).toMatchObject([{ body: '[{"id":"é"}]', headers: { 'webhook-id': 'm1' } }]);
});

test('does not follow a redirect', async () => {
  const { port, heard } = await receiver((response) =>
    response.writeHead(302, { location: `http://127.0.0.1:${port}/inside` }).end(),
  );
  expect(await local.post(call(`http://127.0.0.1:${port}/x`))).toEqual({ status: 302 });
  expect(heard).toHaveLength(1);
});

test('hears when to come again', async () => {
  const { port } = await receiver((response) => response.writeHead(429, { 'retry-after': '7' }).end());
  expect(await local.post(call(`http://127.0.0.1:${port}/`))).toEqual({ status: 429, retryAfterMs: 7_000 });
});

test('reads no more of an answer than 64 KiB', async () => {
  const { port } = await receiver((response) => {
    response.writeHead(200);
    const more = (): void => void (response.destroyed || response.write('x'.repeat(65_536), more));
    more();
  });
  expect(await local.post(call(`http://127.0.0.1:${port}/`))).toEqual({ status: 200 });
});

test('ends a call that hangs, before and after its head', async () => {
  const silent = await receiver(() => undefined);
  expect(await local.post(call(`http://127.0.0.1:${silent.port}/`, 200))).toEqual({ failed: 'timeout' });
  const slow = await receiver((response) => void response.writeHead(200).write('x'));
  expect(await local.post(call(`http://127.0.0.1:${slow.port}/`, 200))).toEqual({ failed: 'timeout' });
});

test('says when nobody is there', async () => {
  const { port } = await receiver((response) => response.end());
  for (const server of servers.splice(0)) await new Promise((closed) => server.close(closed));
  expect(await local.post(call(`http://127.0.0.1:${port}/`))).toEqual({ failed: 'unreachable' });
});

test('in the cloud nothing on the machine is called, and nothing that a name leads inside to', async () => {
  const { port, heard } = await receiver((response) => response.end());
  const cloud = createCallOut({ local: false });
  expect(await cloud.post(call(`http://127.0.0.1:${port}/`))).toEqual({ failed: 'address_refused' });
  for (const inside of [
    '127.0.0.1',
    '169.254.169.254',
    '10.0.0.8',
    '::1',
    'fd00:ec2::254',
    '::ffff:10.0.0.8',
  ]) {
    const led = createCallOut({ local: false, resolve: async () => ['93.184.216.34', inside] });
    expect(await led.post(call('https://shop.example.com/x'))).toEqual({ failed: 'address_refused' });
    expect(await led.refusal('https://shop.example.com/x')).toBe('must be a host on the public internet');
  }
  expect(heard).toEqual([]);
});

test('a name that is public when saved and leads inside a moment later is refused at the call', async () => {
  const leads = [['93.184.216.34'], ['169.254.169.254']];
  const asked: string[] = [];
  const rebound = createCallOut({
    local: false,
    resolve: async (host) => {
      asked.push(host);
      return leads.shift() ?? [];
    },
  });
  expect(await rebound.refusal('https://shop.example.com/x')).toBeUndefined();
  expect(await rebound.post(call('https://shop.example.com/x'))).toEqual({ failed: 'address_refused' });
  // Once each time: the connection takes the very answer that was checked.
  expect(asked).toEqual(['shop.example.com', 'shop.example.com']);
});

test('a name that nobody knows is said so when it is saved', async () => {
  const unknown = createCallOut({
    local: false,
    resolve: async () => {
      throw new Error('ENOTFOUND');
    },
  });
  expect(await unknown.refusal('https://shop.example.com/x')).toBe('must be a host that can be found');
  expect(await unknown.post(call('https://shop.example.com/x'))).toEqual({ failed: 'unreachable' });
});
