// The data file of the simulator: whatever happens between two writes, the state that comes back is the one that was.
import { appendFileSync, mkdtempSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { createQuickBooks } from '../../simulators/quickbooks/quickbooks.ts';
import { createClock } from '../../simulators/quickbooks/service/clock.ts';
import { openDurable } from '../../simulators/quickbooks/service/durable.ts';
import type { Durable } from '../../simulators/quickbooks/service/durable.ts';
import { openJournal } from '../../simulators/quickbooks/service/journal.ts';
import type { JournalLimit } from '../../simulators/quickbooks/service/journal.ts';
import { otherRealm, realm, requestOf, second, start } from './service-setup.ts';

const made: string[] = [];
afterEach(() => {
  for (const directory of made.splice(0)) rmSync(directory, { recursive: true });
});
const newFile = () => {
  const directory = mkdtempSync(join(tmpdir(), 'quickbooks-durable-'));
  made.push(directory);
  return join(directory, 'state');
};
const filesBeside = (file: string) => readdirSync(join(file, '..')).toSorted();

/** A snapshot every few steps. */
const soon: JournalLimit = { bytes: 5000, timesSnapshot: 0 };

const open = (dataFile: string, journalLimit?: JournalLimit) => {
  const clock = createClock(() => NaN, start);
  const companies = [realm, otherRealm].map((realmId) => ({ realmId, name: realmId }));
  const settings = {
    companies,
    faults: { status500: 0.2 },
    webhooks: { url: 'https://app.example/', duplicate: 0.3 },
  };
  const durable = openDurable({
    dataFile,
    journalLimit,
    seed: 5,
    clock,
    create: (surroundings) => createQuickBooks({ surroundings, settings }),
    report: (error) => {
      throw error;
    },
  });
  const tick = () => {
    clock.moveTo(clock.read() + second);
    durable.clockMoved();
  };
  return { ...durable, tick };
};
const body = (durable: Pick<Durable, 'request'>, method: string, path: string, options = {}): string => {
  const reply = durable.request(requestOf(method, path, options));
  return 'dropped' in reply || typeof reply.body !== 'string' ? 'dropped' : reply.body;
};
const idIn = (answer: string): string => /"Id":"(\d+)"/.exec(answer)?.[1] ?? '0';
/** Some of everything that draws chance, reads the clock or changes state; gives all that was answered. */
const work = (durable: ReturnType<typeof open>, steps: number): string[] =>
  Array.from({ length: steps }, (_, step) => {
    durable.tick();
    const granted = body(durable, 'POST', '/_sim/oauth/grants', { body: { realmId: realm } });
    const token = /eyJ[\w.-]+/.exec(granted)?.[0];
    const write = (entity: string, object: unknown) =>
      body(durable, 'POST', `/v3/company/${realm}/${entity}?requestid=${entity}-${step}`, {
        token,
        body: object,
      });
    const CustomerRef = { value: idIn(write('customer', { DisplayName: `Customer ${step}` })) };
    const Line = [{ Amount: 10, DetailType: 'SalesItemLineDetail', SalesItemLineDetail: {} }];
    const invoice = write('invoice', { CustomerRef, Line });
    const LinkedTxn = [{ TxnId: idIn(invoice), TxnType: 'Invoice' }];
    const payment = write('payment', { CustomerRef, TotalAmt: 4, Line: [{ Amount: 4, LinkedTxn }] });
    const query = encodeURIComponent('select * from Invoice maxresults 3');
    const page = body(durable, 'GET', `/v3/company/${realm}/query?query=${query}`, { token });
    const posts = durable.dueDeliveries();
    for (const { id } of posts) durable.delivered(id, { status: step % 3 === 0 ? 500 : 200 });
    return [granted, invoice, payment, page, ...posts.map((post) => post.body)].join('\n');
  });

describe('a durable simulator', () => {
  it.each([
    ['from the journal alone', undefined],
    ['from snapshots and journal', soon],
  ])('goes on, %s, as if it had never been closed', (_case, limit) => {
    const steady = open(newFile(), limit);
    const expected = [...work(steady, 20), ...work(steady, 20)];
    const dataFile = newFile();
    const first = open(dataFile, limit);
    const before = work(first, 20);
    first.close();
    // The first snapshot is that of the beginning.
    expect(filesBeside(dataFile).includes('state.journal-1')).toBe(limit === undefined);
    expect([...before, ...work(open(dataFile, limit), 20)]).toEqual(expected);
  });

  it('forgets a line that was not written to its end, and nothing else', () => {
    const steady = open(newFile());
    const expected = [...work(steady, 3), ...work(steady, 2)];
    const dataFile = newFile();
    const first = open(dataFile);
    const before = work(first, 3);
    first.close();
    appendFileSync(`${dataFile}.journal-1`, '{"kind":"request","at":1');
    expect([...before, ...work(open(dataFile), 2)]).toEqual(expected);
  });
});

describe('the journal', () => {
  it('replaces snapshot and journal together, and cleans up after a kill in between', () => {
    const file = newFile();
    const journal = openJournal(file, { bytes: 10, timesSnapshot: 0 });
    expect(journal.found).toEqual({ snapshot: null, lines: [] });
    journal.append('first');
    expect(journal.isLong()).toBe(false);
    journal.append('second');
    expect(journal.isLong()).toBe(true);
    journal.compact('the state\nin two lines');
    journal.append('third');
    journal.close();
    // A kill between the rename and the new journal leaves the old one lying about.
    writeFileSync(`${file}.journal-0`, 'first\nsecond\n');
    const again = openJournal(file, { bytes: 10, timesSnapshot: 0 });
    expect(again.found).toEqual({ snapshot: 'the state\nin two lines', lines: ['third'] });
    again.close();
    expect(filesBeside(file)).toEqual(['state', 'state.journal-1']);
  });

  it('cuts off what was written in part', () => {
    const file = newFile();
    const journal = openJournal(file);
    journal.append('whole');
    journal.append('broken');
    journal.close();
    truncateSync(`${file}.journal-0`, 'whole\nbro'.length);
    const again = openJournal(file);
    expect(again.found.lines).toEqual(['whole']);
    again.append('next');
    again.close();
    expect(openJournal(file).found.lines).toEqual(['whole', 'next']);
  });

  it('refuses a file that is not its own', () => {
    const file = newFile();
    writeFileSync(file, 'a letter to my aunt');
    expect(() => openJournal(file)).toThrow('no data file');
  });
});
