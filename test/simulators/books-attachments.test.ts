// Attachments: uploads with a fault per file, addresses that run out, and what becomes of a file when its document goes.
import { describe, expect, test } from 'vitest';
import { objectAt, objectsAt, textAt, type JsonObject } from '../../simulators/quickbooks/core/json.ts';
import {
  codeOf,
  idOf,
  openDesk,
  realmId,
  rowsOf,
  shown,
  verdict,
  version,
  type Desk,
  type Reply,
} from './books-support.ts';

const minute = 60_000;
const on = (type: string, value: string, more: JsonObject = {}): JsonObject => ({
  AttachableRef: [{ EntityRef: { type, value }, IncludeOnSend: false }],
  ...more,
});
const items = (reply: Reply) => objectsAt(reply.body, 'AttachableResponse');
const attached = (reply: Reply, index = 0) => objectAt(items(reply)[index], 'Attachable') ?? {};
const bytes = '%PDF-1.4\r\n\u0000\u00ff\u0080 any bytes';
const withFile = (desk: Desk) => {
  const invoiceId = idOf(desk.invoice(5));
  const reply = desk.upload([{ name: 'invoice.pdf', metadata: on('Invoice', invoiceId), content: bytes }]);
  return { invoiceId, reply, file: attached(reply) };
};

describe('an upload', () => {
  test('answers each file as recorded ones are, and keeps its bytes', () => {
    const desk = openDesk();
    const { invoiceId, reply, file } = withFile(desk);
    expect(reply.status).toBe(200);
    expect(textAt(reply.body, 'time')).toBeDefined();
    expect(file).toMatchObject({
      FileName: 'invoice.pdf',
      FileAccessUri: `/v3/company/${realmId}/download/1`,
      Size: bytes.length,
      ContentType: 'application/pdf',
      domain: 'QBO',
      sparse: false,
      Id: '1',
      SyncToken: '0',
      AttachableRef: [{ EntityRef: { value: invoiceId, type: 'Invoice' }, IncludeOnSend: false }],
    });
    const address = textAt(file, 'TempDownloadUri') ?? '';
    expect(address).toMatch(/^http:\/\/127\.0\.0\.1:8411\/_files\/.*X-Amz-Expires=900&/);
    const answer = desk.fetch(address);
    expect(answer.headers['content-type']).toBe('application/pdf');
    expect(Buffer.from(answer.bytes ?? []).toString('latin1')).toBe(bytes);
  });

  test.each<readonly [title: string, file: object, code: string]>([
    ['any type', { contentType: 'application/octet-stream' }, '2170'],
    ['no type', { contentType: null }, '2020'],
    ['no content', { content: undefined }, '2020'],
    ['an object that is not there', { metadata: on('Invoice', '99') }, '610'],
    ['an unknown kind of object', { metadata: on('Boat', '1') }, '2020'],
    ['a member nobody knows', { metadata: { Colour: 'red' } }, '2010'],
  ])('of one file with %s has a fault among the others, inside a 200', (_title, more, code) => {
    const desk = openDesk();
    const good = { name: 'a.txt', content: 'a', contentType: 'text/plain' };
    const reply = desk.upload([
      good,
      { name: 'b', metadata: {}, content: 'b', ...more },
      { ...good, name: 'c.txt' },
    ]);
    expect(reply.status).toBe(200);
    expect(items(reply).map((item) => codeOf(item) ?? 'done')).toEqual(['done', code, 'done']);
    expect(desk.books.inspect(realmId).counts.Attachable).toBe(2);
  });

  test('to a company whose subscription ended has that fault in each item', () => {
    const desk = openDesk();
    desk.act({ act: 'cancelSubscription' });
    const reply = desk.upload([{ name: 'a.txt', content: 'a', contentType: 'text/plain' }]);
    expect([reply.status, ...items(reply).map(codeOf)]).toEqual([200, '6190']);
  });

  test('may be refused file by file while the books go on', () => {
    const desk = openDesk();
    desk.knobs().uploads = 'refuse';
    const reply = desk.upload([{ name: 'a.txt', content: 'a', contentType: 'text/plain' }]);
    expect([reply.status, ...items(reply).map(codeOf)]).toEqual([200, '6000']);
    expect(desk.invoice(1).TotalAmt).toBe(1);
  });

  test('with the same request id is answered again and kept once', () => {
    const desk = openDesk();
    const file = { name: 'a.txt', content: 'a', contentType: 'text/plain' };
    const [one, two] = [desk.upload([file], 'requestid=u1'), desk.upload([file], 'requestid=u1')];
    expect(two.body).toEqual(one.body);
    expect(desk.books.inspect(realmId).counts.Attachable).toBe(1);
  });

  test('that is no multipart body is refused as a whole', () => {
    expect(verdict(openDesk().post('/upload', {}))).toBe('400 2010');
    expect(verdict(openDesk().upload([]))).toBe('400 2020');
  });
});

describe('the address of a file', () => {
  test('is good for a quarter of an hour; a fresh one is given as text', () => {
    const desk = openDesk();
    const { file } = withFile(desk);
    const address = textAt(file, 'TempDownloadUri') ?? '';
    desk.wait(15 * minute - 1000);
    expect(desk.fetch(address).status).toBe(200);
    desk.wait(1001);
    const late = desk.fetch(address);
    expect([late.status, late.text]).toEqual([403, expect.stringContaining('Request has expired')]);
    const fresh = desk.get(`/download/${idOf(file)}`);
    expect(fresh.headers['content-type']).toContain('text/plain');
    expect(desk.fetch(fresh.text).status).toBe(200);
  });

  test('cannot be made up, and leads nowhere when the file is gone', () => {
    const desk = openDesk();
    const { file } = withFile(desk);
    const address = textAt(file, 'TempDownloadUri') ?? '';
    expect(desk.fetch(address.replace('attachments/1/', 'attachments/2/')).status).toBe(403);
    expect(verdict(desk.post('/attachable', version(file), 'operation=delete'))).toBe('200');
    expect(desk.fetch(address).status).toBe(404);
    expect(verdict(desk.get(`/download/${idOf(file)}`))).toBe('400 610');
  });
});

describe('an attachment', () => {
  test('is found by what it hangs on, and outlives it', () => {
    const desk = openDesk();
    const { invoiceId, file } = withFile(desk);
    const where = `AttachableRef.EntityRef.Type = 'invoice' and AttachableRef.EntityRef.value = '${invoiceId}'`;
    const found = () => rowsOf(desk.query(`select * from Attachable where ${where}`), 'Attachable').map(idOf);
    expect(found()).toEqual([idOf(file)]);
    desk.post('/invoice', { Id: invoiceId, SyncToken: '0' }, 'operation=delete');
    expect(found()).toEqual([idOf(file)]);
    const noted = desk.post('/attachable', { ...version(file), sparse: true, Note: 'kept' });
    expect(shown('Attachable', noted)).toMatchObject({ Note: 'kept', Size: bytes.length });
  });

  test('may be a note; neither note nor file is refused', () => {
    const desk = openDesk();
    const note = shown('Attachable', desk.post('/attachable', on('Customer', '1', { Note: 'called' })));
    expect(note).toMatchObject({ Note: 'called' });
    expect(note).not.toHaveProperty('TempDownloadUri');
    expect(verdict(desk.post('/attachable', { FileName: 'a.txt', Size: 3 }))).toBe('400 6000');
  });

  test('has its references replaced by an update, never merged, and stays the same file', () => {
    const desk = openDesk();
    const { file } = withFile(desk);
    const other = idOf(desk.invoice(6));
    const moved = desk.post('/attachable', { ...file, sparse: true, Size: 1, ...on('Invoice', other) });
    expect(shown('Attachable', moved)).toMatchObject({
      Size: bytes.length,
      AttachableRef: [{ EntityRef: { value: other } }],
    });
    const bare = desk.post('/attachable', { ...version(shown('Attachable', moved)), FileName: 'x' });
    expect(shown('Attachable', bare)).toMatchObject({ FileName: 'invoice.pdf' });
    expect(shown('Attachable', bare)).not.toHaveProperty('AttachableRef');
  });

  test('is kept by a dump', () => {
    const desk = openDesk();
    const address = textAt(withFile(desk).file, 'TempDownloadUri') ?? '';
    const restored = openDesk();
    restored.books.restore(desk.books.dump());
    expect(restored.fetch(address).status).toBe(200);
  });
});
