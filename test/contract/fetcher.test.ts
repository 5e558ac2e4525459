// The network function against real sockets: how each way to fail is named, because writes are settled by that name.
import { createServer, type Server } from 'node:http';
import { connect, createServer as createSocketServer } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { fetchOnce } from '../../shared/host/aws/fetcher.ts';

const closing: (() => void)[] = [];
afterEach(() => {
  closing.splice(0).forEach((close) => close());
});

const portOf = (server: { address: () => unknown }): number => {
  const address = server.address();
  if (typeof address === 'object' && address !== null && 'port' in address) return Number(address.port);
  throw new Error('not listening');
};

async function serving(handle: Parameters<typeof createServer>[1]): Promise<string> {
  const server: Server = createServer(handle);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${portOf(server)}/`;
}

const post = (url: string, timeoutMs = 2000) =>
  fetchOnce({
    method: 'POST',
    url,
    headers: { 'x-a': '1', 'content-type': 'text/plain' },
    body: 'ping',
    timeoutMs,
  });

test('an answer comes back with its status, headers and text', async () => {
  const url = await serving((request, response) => {
    response.writeHead(400, { Intuit_Tid: 'tid-1' });
    request.pipe(response);
  });
  expect(await post(url)).toMatchObject({ status: 400, headers: { intuit_tid: 'tid-1' }, text: 'ping' });
});

test('a redirect is not followed', async () => {
  let second = 0;
  const target = await serving((_request, response) => {
    second += 1;
    response.end();
  });
  const url = await serving((_request, response) => response.writeHead(307, { location: target }).end());
  expect(await post(url)).toMatchObject({ status: 307 });
  expect(second).toBe(0);
});

test('nobody listening is refused', async () => {
  const server = createSocketServer();
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const port = portOf(server);
  await new Promise((closed) => server.close(closed));
  expect(await post(`http://127.0.0.1:${port}/`)).toEqual({ failed: 'refused' });
  expect(await post('http://no-such-host.invalid/')).toEqual({ failed: 'refused' });
});

test('a connection that breaks after sending is broken, before and inside the answer', async () => {
  const before = await serving((request) => request.socket.destroy());
  expect(await post(before)).toEqual({ failed: 'broken' });
  const inside = await serving((request, response) => {
    response.writeHead(200, { 'content-length': '1000' });
    response.write('half', () => request.socket.destroy());
  });
  expect(await post(inside)).toEqual({ failed: 'broken' });
});

test('time is for the whole answer', async () => {
  const silent = await serving(() => undefined);
  expect(await post(silent, 100)).toEqual({ failed: 'timeout' });
  const slow = await serving((_request, response) => {
    response.write('a');
  });
  expect(await post(slow, 100)).toEqual({ failed: 'timeout' });
});

test('an endless answer ends at the limit', async () => {
  const url = await serving((_request, response) => {
    const more = () => {
      while (response.write('x'.repeat(65_536)));
      response.once('drain', more);
    };
    more();
  });
  expect(await post(url, 20_000)).toEqual({ failed: 'too_large' });
});

test('connections are kept open between calls', async () => {
  const sockets = new Set<unknown>();
  const url = await serving((request, response) => {
    sockets.add(request.socket);
    response.end('ok');
  });
  for (let call = 0; call < 20; call += 1) await post(url);
  // A call may come before the pool has taken the last connection back.
  expect(sockets.size).toBeLessThan(5);
});

test('a name that is not the host’s is refused before anything is sent', async () => {
  let received = '';
  const server = createSocketServer((socket) => {
    socket.on('data', (data) => {
      received += data.toString('latin1');
      socket.destroy();
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  closing.push(() => server.close());
  const answer = await post(`https://127.0.0.1:${portOf(server)}/`);
  expect(answer).toHaveProperty('failed');
  expect(received).not.toContain('ping');
  connect(portOf(server)).destroy();
});
