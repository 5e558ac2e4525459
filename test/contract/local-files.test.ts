// The files of the local system: logs that stay within their limit, and states that are whole or not there at all.
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { openStateFile } from '../../local/emulators/state-file.ts';
import { openRotatingFile } from '../../local/processes/rotating-file.ts';
import { lockDataFolder } from '../../local/stack/data-lock.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ledgerlane-test-'));
  return () => rm(folder, { recursive: true });
});

test('a log puts pieces together to lines and writes the last one when it is closed', async () => {
  const lines: string[] = [];
  const log = openRotatingFile(join(folder, 'log'), (line) => lines.push(line));
  for (const piece of ['on', 'e\ntwo\nth', 'ree']) log.write(piece);
  expect(lines).toEqual(['one', 'two']);
  log.close();
  log.write('too late\n');
  expect(await readFile(join(folder, 'log'), 'utf8')).toBe('one\ntwo\nthree\n');
});

test('a log that reaches its limit becomes the old one, and there is only one old one', async () => {
  const log = openRotatingFile(join(folder, 'log'));
  const megabyte = `${'x'.repeat(1023)}\n`.repeat(1024);
  for (let i = 0; i < 12; i++) log.write(megabyte);
  log.close();
  const sizes = await Promise.all(
    ['log', 'log.1'].map(async (name) => (await stat(join(folder, name))).size),
  );
  expect(sizes.map((size) => size / 1024 / 1024)).toEqual([2, 5]);
});

test('a line without an end does not fill the memory', async () => {
  const log = openRotatingFile(join(folder, 'log'));
  log.write('x'.repeat(300 * 1024));
  expect((await stat(join(folder, 'log'))).size).toBe(300 * 1024 + 1);
  log.close();
});

test('a state is read again as it was written, and a broken file is an error instead of an empty state', async () => {
  const file = join(folder, 'state.json');
  const open = () => openStateFile(file, z.array(z.number()), []);
  expect(open().read()).toEqual([]);
  open().write([1, 2]);
  expect(open().read()).toEqual([1, 2]);
  await writeFile(file, '[1, "two"]');
  expect(open).toThrow();
});

test('a data folder has one user at a time, and is free again when that one has ended', async () => {
  const release = lockDataFolder(folder);
  expect(() => lockDataFolder(folder)).toThrow(`in use by process ${process.pid}`);
  release();
  // No process can have this number: it is above what Linux gives out.
  await writeFile(join(folder, 'lock'), '999999999');
  lockDataFolder(folder)();
});
