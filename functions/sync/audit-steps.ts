// Audit steps: one page of the ledger's documents with our links beside them, or one page of our links with what was listed.
import { judgeAsked, judgeLink, judgeListed, type Scope } from '../../shared/core/compare-sides.ts';
import { type DocumentId, documentTypeOf, type Snapshot } from '../../shared/core/documents.ts';
import type { Fault } from '../../shared/core/faults.ts';
import type { Link } from '../../shared/core/links.ts';
import { documentName } from '../../shared/core/pointers.ts';
import type { Policy } from '../../shared/core/policy.ts';
import {
  addUp,
  differenceCount,
  type Findings,
  type Place,
  type Reconciliation,
} from '../../shared/core/reconciliation.ts';
import { callLedger } from './call.ts';
import { nameOf } from './facts.ts';
import { hasTime, type Lane } from './lane.ts';
import { pointersOf } from './pointers.ts';

/** Rows of ours in one step: at most half a megabyte, and four reads of the ledger if none of them were listed. */
const LINKS_PER_STEP = 400;
/** Ids asked for in one read of the ledger. */
const ASKED_AT_ONCE = 100;

/** What a step found, or why it could not be done. */
export type AuditStep =
  | {
      readonly type: 'done';
      readonly findings: Findings;
      readonly listed: readonly string[];
      readonly cursor?: string | undefined;
    }
  | { readonly type: 'no_time' }
  | { readonly type: 'fault'; readonly fault: Fault };

export interface Audited {
  readonly run: Reconciliation;
  readonly policy: Policy;
  readonly place: Place;
}

/** One page of the ledger. Documents of another connection to the same company are not this one's to judge. */
export async function auditLedger(lane: Lane, { run, policy, place }: Audited): Promise<AuditStep> {
  if (!hasTime(lane, false)) return { type: 'no_time' };
  const { from, to, connection } = run;
  const { kind, cursor } = place;
  const type = documentTypeOf(kind, policy);
  const answer = await callLedger(lane, false, (access) =>
    lane.ledger.list(access, { type, from, to }, cursor),
  );
  lane.uncountedReads += 1;
  if (!answer.ok) return { type: 'fault', fault: answer.fault };
  // A page may begin with what the one before ended with.
  const before = cursor === undefined ? new Set<string>() : await listedSoFar(lane, run);
  const snapshots = answer.value.snapshots.filter(({ ref }) => !before.has(documentName(ref)));
  const pointers = await pointersOf(
    lane,
    snapshots.map(({ ref }) => ref),
  );
  const keys = new Map(pointers.map((pointer) => [documentName(pointer), pointer.key]));
  const mine = snapshots.filter(
    ({ ref }) => (keys.get(documentName(ref))?.connection ?? connection) === connection,
  );
  const links = await lane.host.links.read(mine.flatMap(({ ref }) => keys.get(documentName(ref)) ?? []));
  const byName = new Map(links.map((link) => [nameOf(link.key), link]));
  const scope: Scope = { kind, from, to, policy };
  const findings = mine.map((snapshot) => {
    const key = keys.get(documentName(snapshot.ref));
    return judgeListed(scope, snapshot, key && byName.get(nameOf(key)));
  });
  const listed = snapshots.map(({ ref }) => documentName(ref));
  return { type: 'done', findings: addUp(findings), listed, cursor: answer.value.next };
}

/** One page of our links, in the order of their ids. What looks wrong is read again: lists may lag behind. */
export async function auditLinks(lane: Lane, { run, policy, place }: Audited): Promise<AuditStep> {
  const { host } = lane;
  const { connection, from, to } = run;
  const { kind, cursor } = place;
  const page = await host.links.list({ connection, kind, cursor, limit: LINKS_PER_STEP });
  if (page.type === 'bad_cursor') throw new Error('The store refused its own cursor');
  const listed = await listedSoFar(lane, run);
  const scope: Scope = { kind, from, to, policy };
  const judge = (link: Link) => judgeLink(scope, link, (document) => listed.has(documentName(document)));
  const isClear = (link: Link): boolean => {
    const judged = judge(link);
    return judged.ask === undefined && differenceCount(judged) === 0;
  };
  const suspects = page.links.filter((link) => !isClear(link));
  const fresh = suspects.length === 0 ? [] : await host.links.read(suspects.map(({ key }) => key));
  const asked = await ask(
    lane,
    fresh.flatMap((link) => judge(link).ask ?? []),
  );
  if (asked.type !== 'snapshots') return asked;
  const findings = [...page.links.filter(isClear), ...fresh].map((link) => {
    const judged = judge(link);
    const snapshot = judged.ask && asked.byName.get(documentName(judged.ask));
    return snapshot === undefined ? judged : addUp([judged, judgeAsked(scope, snapshot, link)]);
  });
  return { type: 'done', findings: addUp(findings), listed: [], cursor: page.cursor };
}

async function listedSoFar({ host }: Lane, run: Reconciliation): Promise<ReadonlySet<string>> {
  return new Set((await host.reconciliations.parts(run)).flatMap((part) => part.listed));
}

type Asked =
  | { readonly type: 'snapshots'; readonly byName: ReadonlyMap<string, Snapshot> }
  | Exclude<AuditStep, { type: 'done' }>;

/** The documents that the ledger did not list, by id: all of them or none, so that none is taken for clear. */
async function ask(lane: Lane, documents: readonly DocumentId[]): Promise<Asked> {
  const byName = new Map<string, Snapshot>();
  for (let start = 0; start < documents.length; start += ASKED_AT_ONCE) {
    if (!hasTime(lane, false)) return { type: 'no_time' };
    const ids = documents.slice(start, start + ASKED_AT_ONCE);
    const answer = await callLedger(lane, false, (access) => lane.ledger.read(access, ids));
    lane.uncountedReads += 1;
    if (!answer.ok) return { type: 'fault', fault: answer.fault };
    for (const snapshot of answer.value) byName.set(documentName(snapshot.ref), snapshot);
  }
  return { type: 'snapshots', byName };
}
