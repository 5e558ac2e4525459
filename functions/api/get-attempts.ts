// Every write that was ever announced for a record, newest first, as the lane's journal has it.
import { fingerprint } from '../../shared/core/fingerprint.ts';
import { laneOf } from '../../shared/core/lanes.ts';
import type { Attempt, Link } from '../../shared/core/links.ts';
import type { Intent, JournalEntry } from '../../shared/core/writes.ts';
import type { Host } from '../../shared/host/host.ts';
import type { Connection } from '../../shared/storage/ports.ts';
import { type HttpAnswer, type HttpRequest, json } from '../http/http.ts';
import { findRecord, isSame, type OpenWrite } from './find-record.ts';
import { instant, showRecord } from './show-record.ts';

/** A record that was written more often than this has a problem that twenty of them show as well. */
const SHOWN_MAX = 20;

/** `GET .../records/{kind}/{id}/attempts` */
export async function getAttempts(
  host: Host,
  request: HttpRequest,
  connection: Connection,
): Promise<HttpAnswer> {
  const found = await findRecord(host, request, connection);
  if (!found.ok) return found.answer;
  const { link, open } = found;
  const { writes, more } = await writesOf(host, connection, link, open);
  const attempts = writes.map((write, index) =>
    shown(write, outcomesOf(link.attempts, write, writes[index - 1]), open),
  );
  return json(200, { record: showRecord(link, open), attempts, more });
}

export interface AnnouncedWrite {
  readonly entry: JournalEntry;
  readonly intent: Intent;
}

/** Each write names the number of the record's write before it, so no search is needed. */
async function writesOf(
  host: Host,
  connection: Connection,
  link: Link,
  open: OpenWrite | undefined,
): Promise<{ readonly writes: readonly AnnouncedWrite[]; readonly more: boolean }> {
  const writes: AnnouncedWrite[] = open === undefined ? [] : [open];
  let seq = open === undefined ? link.settledSeq : open.intent.previous;
  while (seq !== undefined && writes.length < SHOWN_MAX) {
    const write = await writeAt(host, connection, link, seq);
    if (write === undefined) break; // older than the journal is kept
    writes.push(write);
    seq = write.intent.previous;
  }
  return { writes, more: seq !== undefined && writes.length >= SHOWN_MAX };
}

/**
 * The write that stands in the ledger: the newest that both sides agreed on. One that was refused after it, as when a person
 * had just edited the document, was never there. Where none is known to be it, the newest.
 */
export async function writtenAt(
  host: Host,
  connection: Connection,
  link: Link,
): Promise<AnnouncedWrite | undefined> {
  const { writes } = await writesOf(host, connection, link, undefined);
  return writes.find(({ intent }) => fingerprint(intent.document) === link.base?.ours) ?? writes[0];
}

/** The record's write in one entry of its lane. */
async function writeAt(
  host: Host,
  { ledger, company }: Connection,
  { key }: Pick<Link, 'key'>,
  seq: number | undefined,
): Promise<AnnouncedWrite | undefined> {
  if (company === undefined || seq === undefined) return undefined;
  const entry = await host.writes.entry(laneOf(ledger, company), seq);
  const intent = entry?.intents.find((one) => isSame(one.key, key));
  return entry === undefined || intent === undefined ? undefined : { entry, intent };
}

/** The link keeps how the latest ended: those that ended after this was announced, and before the next one was. */
function outcomesOf(
  attempts: readonly Attempt[],
  { entry }: AnnouncedWrite,
  newer: AnnouncedWrite | undefined,
): readonly Attempt[] {
  const until = newer?.entry.announcedAt ?? Infinity;
  return attempts.filter(({ at }) => at >= entry.announcedAt && at < until);
}

function shown({ entry, intent }: AnnouncedWrite, outcomes: readonly Attempt[], open: OpenWrite | undefined) {
  const { operation, rule, revision, policyVersion, target, document } = intent;
  return {
    entry: entry.seq,
    state: entry.seq === open?.entry.seq ? 'open' : 'settled',
    announcedAt: instant(entry.announcedAt),
    resumes: entry.resumes,
    operation,
    rule,
    revision,
    policyVersion,
    requestId: entry.requestId,
    outcomes: outcomes.map(({ at, outcome, detail }) => ({ at: instant(at), outcome, detail })),
    target: target && { type: target.type, id: target.id, revision: target.revision },
    document,
  };
}
