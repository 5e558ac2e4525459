// Why a record is as it is: the event, the rule with the values it read, and the very write that was announced.
import { laneOf } from '../../shared/core/lanes.ts';
import type { Link } from '../../shared/core/links.ts';
import type { Intent, JournalEntry } from '../../shared/core/writes.ts';
import type { Host } from '../../shared/host/host.ts';
import type { Connection } from '../../shared/storage/ports.ts';
import { type HttpAnswer, type HttpRequest, json } from '../http/http.ts';
import { findRecord, isSame } from './find-record.ts';
import { instant, showRecord } from './show-record.ts';

/** `GET .../records/{kind}/{id}/trace` */
export async function getTrace(
  host: Host,
  request: HttpRequest,
  connection: Connection,
): Promise<HttpAnswer> {
  const found = await findRecord(host, request, connection);
  if (!found.ok) return found.answer;
  const { link, open } = found;
  const settled = open === undefined ? await settledWrite(host, connection, link) : undefined;
  return json(200, {
    record: showRecord(link, open),
    source: sourceOf(link),
    decision: decisionOf(link),
    write: writeOf(open ?? settled, open === undefined ? 'settled' : 'open'),
  });
}

interface Write {
  readonly entry: JournalEntry;
  readonly intent: Intent;
}

/** The journal entry that the record was last settled from. */
async function settledWrite(
  host: Host,
  { ledger, company }: Connection,
  link: Link,
): Promise<Write | undefined> {
  if (company === undefined || link.settledSeq === undefined) return undefined;
  const entry = await host.writes.entry(laneOf(ledger, company), link.settledSeq);
  const intent = entry?.intents.find(({ key }) => isSame(key, link.key));
  return entry === undefined || intent === undefined ? undefined : { entry, intent };
}

function sourceOf({ source }: Link) {
  if (source === undefined) return undefined;
  const { eventId, revision, presence, receivedAt, record } = source;
  return { eventId, revision, presence, receivedAt: instant(receivedAt), record };
}

function decisionOf({ trace }: Link) {
  if (trace === undefined) return undefined;
  const { rule, decision, values, policyVersion, at } = trace;
  return { rule, decision, values, policyVersion, at: instant(at) };
}

function writeOf(write: Write | undefined, state: 'open' | 'settled') {
  if (write === undefined) return undefined;
  const { entry, intent } = write;
  const { operation, rule, revision, policyVersion, target, document } = intent;
  return {
    state,
    operation,
    rule,
    revision,
    policyVersion,
    announcedAt: instant(entry.announcedAt),
    entry: entry.seq,
    requestId: entry.requestId,
    target:
      target === undefined ? undefined : { type: target.type, id: target.id, revision: target.revision },
    document,
  };
}
