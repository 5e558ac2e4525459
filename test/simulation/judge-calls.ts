// Judge of the calls: one writer for each company, its own credentials, its rate limit, a bounded number of calls (I6, I8).
import type { HttpAnswer } from '../../shared/connectors/http.ts';
import { blame, type Evidence } from './evidence.ts';
import { at, isRecord, listAt, parse, textAt } from './json.ts';
import type { LedgerCall } from './ledger.ts';
import { ENTITIES, markOf } from './marks.ts';
import type { Process } from './process.ts';

export interface CallJudge {
  /** A call leaves; answers what to do when its answer is here (or the caller gave up). */
  readonly sent: (process: Process, call: LedgerCall) => (answer: HttpAnswer) => void;
  readonly granted: (realm: string, json: unknown) => void;
  /** The writes that the ledger may still be at, and how long nobody else may write. */
  readonly flying: () => readonly (readonly [realm: string, leaseUntil: number])[];
}

/** Intuit: 10 requests a second, 40 batches a minute. */
const PER_SECOND = 10;
const BATCHES_PER_MINUTE = 40;

export function createCallJudge(evidence: Evidence): CallJudge {
  const { kernel, counts } = evidence;
  const inFlight = new Map<string, { process: Process; call: LedgerCall }[]>();
  const realmOfToken = new Map<string, string>();
  const times = new Map<string, { at: number; batch: boolean }[]>();
  const granted = (realm: string, json: unknown): void => {
    realmOfToken.set(textAt(json, 'access_token'), realm);
    realmOfToken.set(textAt(json, 'refresh_token'), realm);
  };
  return {
    granted,
    flying: () =>
      [...inFlight].flatMap(([realm, flights]) =>
        flights.map(({ process }) => [realm, evidence.leases.get(process) ?? 0] as const),
      ),
    sent: (process, call) => {
      counts.ledgerCalls += 1;
      if (call.op === 'POST token') {
        counts.refreshes += 1;
        const used = new URLSearchParams(call.request.body ?? '').get('refresh_token') ?? '';
        return (answer) => {
          const realm = realmOfToken.get(used);
          if ('failed' in answer) return;
          if (realm !== undefined && answer.status === 200) granted(realm, parse(answer.text));
          // Only a lost answer, or a person at the ledger, may cost the grant.
          const excused = counts.tokenMishaps + counts.tokenAccidents + counts.disconnects > 0;
          if (answer.status === 400 && !excused)
            blame(evidence, 'invalidGrant', `${process.name} for ${realm ?? '?'}`);
        };
      }
      const { realm = '' } = call;
      judgeToken(evidence, realmOfToken, call);
      judgePace(evidence, times, call);
      if (!call.isWrite) {
        counts.ledgerReads += 1;
        if (/Id\+IN|Id%20IN/.test(call.request.url)) counts.readsById += 1;
        return (answer) => {
          // Without keys a look is how the outcome is found out.
          if (evidence.setting.keyless && !('failed' in answer) && isTold(answer.status, answer.text))
            forget(evidence, realm);
        };
      }
      counts.ledgerWrites += 1;
      judgeWriter(evidence, inFlight.get(realm) ?? [], process, realm);
      judgePause(evidence, process, realm);
      const mine = { process, call };
      inFlight.set(realm, [...(inFlight.get(realm) ?? []), mine]);
      const records = recordsIn(evidence, call);
      for (const record of records) evidence.unanswered.add(record);
      for (const record of records) evidence.inDoubt.add(record);
      // Who dies without an answer leaves the call in flight: the ledger may still be at it.
      kernel.after(call.request.timeoutMs, () => land(inFlight, realm, mine), { process });
      return (answer) => {
        land(inFlight, realm, mine);
        if (isToldOf(answer)) for (const record of records) evidence.unanswered.delete(record);
      };
    },
  };
}

function forget(evidence: Evidence, realm: string): void {
  for (const record of evidence.unanswered)
    if (evidence.realmOf(record.split('/')[0] ?? '') === realm) evidence.unanswered.delete(record);
}

interface Flight {
  readonly process: Process;
  readonly call: LedgerCall;
}

function land(inFlight: Map<string, Flight[]>, realm: string, mine: Flight): void {
  inFlight.set(
    realm,
    (inFlight.get(realm) ?? []).filter((flight) => flight !== mine),
  );
}

/** No connection was made: then certainly nothing was done. */
function isToldOf(answer: HttpAnswer): boolean {
  return 'failed' in answer ? answer.failed === 'refused' : isTold(answer.status, answer.text);
}

/** Whether an answer says what became of a write: neither a server's error nor a page. */
function isTold(status: number, text: string): boolean {
  return status < 500 && parse(text) !== undefined;
}

function judgeWriter(evidence: Evidence, flying: readonly Flight[], process: Process, realm: string): void {
  const now = evidence.kernel.now();
  for (const other of flying) {
    if (other.process === process) continue;
    const lease = evidence.leases.get(other.process) ?? 0;
    if (lease > now)
      blame(
        evidence,
        'twoWriters',
        `${process.name} writes to ${realm} while ${other.process.name} does, for ${lease - now} ms more`,
      );
  }
}

function judgeToken(
  evidence: Evidence,
  realmOfToken: ReadonlyMap<string, string>,
  { request, realm, op }: LedgerCall,
): void {
  const bearer = (request.headers['authorization'] ?? '').replace('Bearer ', '');
  const owner = realmOfToken.get(bearer);
  if (owner !== realm)
    blame(evidence, 'foreignToken', `${op} of ${realm ?? '?'} with the token of ${owner ?? 'nobody'}`);
}

/** Only with one worker on a lane, and none that died with its knowledge, can the window be kept to the call. */
function judgePace(
  evidence: Evidence,
  all: Map<string, { at: number; batch: boolean }[]>,
  call: LedgerCall,
): void {
  const now = evidence.kernel.now();
  if (evidence.isDisordered || evidence.counts.mishaps > 0) return;
  const realm = call.realm ?? '';
  const recent = (all.get(realm) ?? []).filter((past) => past.at > now - 60_000);
  recent.push({ at: now, batch: call.op.includes('batch') });
  all.set(realm, recent);
  const second = recent.filter((past) => past.at > now - 1_000).length;
  const batches = recent.filter(({ batch }) => batch).length;
  if (second > PER_SECOND) blame(evidence, 'pace', `${second} calls to ${realm} in a second`);
  if (batches > BATCHES_PER_MINUTE) blame(evidence, 'pace', `${batches} batches to ${realm} in a minute`);
}

function judgePause(evidence: Evidence, process: Process, realm: string): void {
  const since = evidence.pausedSince.get(realm);
  if (since !== undefined && process.bornAt > since)
    blame(evidence, 'pauseIgnored', `${process.name} writes to ${realm}`);
}

/** The records that the items of a write are about. */
export function recordsIn({ view }: Evidence, { request, op, realm }: LedgerCall): readonly string[] {
  const body = parse(request.body ?? '');
  const items = op === 'POST batch' ? listAt(body, 'BatchItemRequest') : [body];
  const single = op.replace('POST ', '');
  return items.flatMap((item) => {
    for (const entity of ENTITIES) {
      const object =
        op === 'POST batch' ? at(item, entity) : entity.toLowerCase() === single ? item : undefined;
      if (!isRecord(object)) continue;
      const mark = markOf(entity, object) ?? view.doc(realm ?? '', entity, textAt(object, 'Id'))?.mark;
      return mark === undefined ? [] : [mark.record];
    }
    return [];
  });
}
