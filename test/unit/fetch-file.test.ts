// Fetching a file that a source named: what never works is refused, what may work later waits, and nothing inside a network is reached.
import { createServer } from 'node:http';
import { expect, test } from 'vitest';
import { fetchFile } from '../../functions/sync/fetch-file.ts';
import { createCallOut } from '../../shared/host/aws/call-out.ts';
import type { FileAnswer } from '../../shared/host/host.ts';
import { createTestHost } from '../support/http-host.ts';

const URL_OF_FILE = 'https://files.example.com/F-1.pdf';

const fetched = async (answer: FileAnswer) => {
  const { host } = createTestHost({ callOut: { get: async () => answer } });
  const file = await fetchFile(host, URL_OF_FILE, 1_000);
  return file.ok ? file.value : file.fault.fault;
};

test.each<[string, FileAnswer, string]>([
  ['a file comes as base64', { status: 200, bytes: Buffer.from('%PDF') }, 'JVBERg=='],
  ['an empty one is none', { status: 200, bytes: Buffer.from('') }, 'invalid'],
  ['not made yet', { status: 404, bytes: Buffer.from('') }, 'file_unavailable'],
  ['not ours to see', { status: 403, bytes: Buffer.from('') }, 'invalid'],
  ['moved', { status: 302, bytes: Buffer.from('') }, 'invalid'],
  ['busy', { status: 503, bytes: Buffer.from('') }, 'file_unavailable'],
  ['too large', { failed: 'too_large' }, 'invalid'],
  ['an address inside', { failed: 'address_refused' }, 'invalid'],
  ['no answer', { failed: 'timeout' }, 'file_unavailable'],
])('%s', async (_, answer, outcome) => expect(await fetched(answer)).toBe(outcome));

test.each([
  'http://files.example.com/F-1.pdf',
  'https://10.0.0.1/F-1.pdf',
  'https://169.254.169.254/latest/meta-data',
  'https://localhost/F-1.pdf',
  'https://user:secret@files.example.com/F-1.pdf',
  'file:///etc/passwd',
])('refused without a call: %s', async (url) => {
  const callOut = createCallOut({ local: false, resolve: async () => ['93.184.216.34'] });
  expect(await callOut.get({ url, timeoutMs: 100, bytesMax: 10 })).toEqual({ failed: 'address_refused' });
});

test('a name that leads inside is refused when it is called', async () => {
  const callOut = createCallOut({ local: false, resolve: async () => ['10.1.2.3'] });
  const answer = await callOut.get({ url: URL_OF_FILE, timeoutMs: 1_000, bytesMax: 10 });
  expect(answer).toEqual({ failed: 'address_refused' });
});

test('a file is read up to its limit, and a redirect is not followed', async () => {
  const server = createServer((request, answer) => {
    if (request.url === '/moved') answer.writeHead(302, { location: '/small' }).end();
    else answer.writeHead(200).end(request.url === '/small' ? '%PDF' : 'x'.repeat(5_000));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const callOut = createCallOut({ local: true });
  const get = async (path: string) =>
    await callOut.get({ url: `http://127.0.0.1:${port}${path}`, timeoutMs: 2_000, bytesMax: 1_000 });
  try {
    expect(await get('/small')).toMatchObject({ status: 200, bytes: Buffer.from('%PDF') });
    expect(await get('/large')).toEqual({ failed: 'too_large' });
    expect(await get('/moved')).toMatchObject({ status: 302 });
  } finally {
    server.close();
  }
});
