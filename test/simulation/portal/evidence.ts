// Evidence: what the judges of a portal's world saw on both sides, write by write, and what they found.
import type { HttpAnswer } from '../../../shared/connectors/http.ts';
import type { Answer } from '../../../shared/core/faults.ts';
import type { Change } from '../../../shared/core/feed.ts';
import type { HubSpot } from '../../../simulators/hubspot/hubspot.ts';
import type { BookDoc, BooksView } from '../books-view.ts';
import type { Violation } from '../evidence.ts';
import { centsAt, isRecord, listAt, parse, textAt, type JsonRecord } from '../json.ts';
import type { Kernel } from '../kernel.ts';
import type { LedgerCall } from '../ledger.ts';
import type { Process } from '../process.ts';
import type { PortalCall } from './far-side.ts';
import type { PortalSwarm } from './swarm.ts';
import type { Pair } from './world.ts';

export type Side = 'books' | 'portal';
/** What both sides may edit and the judges follow. */
export type Field = 'memo' | 'total';

/** A value that stood somewhere, and since when (milliseconds UTC). */
export interface Stood {
  readonly value: string;
  readonly at: number;
}

/** What a person changed. */
export interface Edit extends Stood {
  readonly side: Side;
  readonly connection: string;
  /** Of the document on its own side. */
  readonly id: string;
  readonly field: Field;
}

/** An account as the judges see it: live records, all properties. */
export interface PortalShown {
  readonly invoices: ReadonlyMap<string, JsonRecord>;
  readonly payments: ReadonlyMap<string, JsonRecord>;
  readonly contacts: ReadonlyMap<string, JsonRecord>;
  readonly lines: ReadonlyMap<string, JsonRecord>;
}

/** How many of a kind people made, by `side connection kind`. */
type Made = Map<string, number>;

export interface PortalEvidence {
  readonly kernel: Kernel;
  readonly swarm: PortalSwarm;
  readonly pairs: readonly Pair[];
  readonly view: BooksView;
  readonly violations: Violation[];
  readonly edits: Edit[];
  readonly made: Made;
  readonly counts: Counts;
  /** The newest change of each feed that its account took. */
  readonly delivered: Map<string, number>;
  /** Changes of each feed whose outcome is known. */
  readonly outcomes: Map<string, Set<number>>;
  /** When a record came to have its document, by the record's name: milliseconds UTC. */
  readonly linkedAt: Map<string, number>;
  /** Changes of each feed that somebody began to apply, and when (milliseconds UTC) somebody last stopped or is still at it. */
  readonly begun: Map<string, Map<number, number>>;
  /** When records of an account were last read, by its connection: milliseconds UTC. */
  readonly readAt: Map<string, number>;
  /** When a person acted in an account on a record last, by `connection/id`: and when a worker looked at it last before it wrote. */
  readonly shown: (connection: string) => PortalShown;
  readonly stood: (side: Side, connection: string, id: string, field: Field) => readonly Stood[];
  readonly edited: (side: Side, connection: string, id: string, field: Field) => void;
  readonly madeBy: (side: Side, connection: string, kind: string) => void;
  /** Somebody wrote to the books, or to this account. */
  readonly look: (written?: Side) => void;
  readonly blame: (check: string, detail: string) => void;
  readonly granted: (account: string, grant: unknown) => void;
  readonly ownerOf: (token: string) => string | undefined;
  readonly ledgerCalled: (call: LedgerCall) => void;
  /** A call leaves; answers what to do with what the account really said. */
  readonly portalCalled: (process: Process, call: PortalCall) => (answer: HttpAnswer) => void;
  readonly applying: (
    process: Process,
    account: string,
    change: Change,
    lane: string,
  ) => (answer: Answer<unknown>) => void;
  calmSince: number;
}

export interface Counts {
  acts: number;
  refusedActs: number;
  mishaps: number;
  sourceMishaps: number;
  tokenMishaps: number;
  accidents: number;
  ledgerCalls: number;
  ledgerWrites: number;
  portalCalls: number;
  portalWrites: number;
  /** Reads of records: searches are none. */
  portalReads: number;
  uninstalls: number;
  /** How often an account began to rest. */
  rests: number;
  conflicts: number;
}

interface Parts {
  readonly kernel: Kernel;
  readonly swarm: PortalSwarm;
  readonly pairs: readonly Pair[];
  readonly view: BooksView;
  readonly hubspot: HubSpot;
}

/** After faults stop, what was known of the rate window may still be wrong for so long. */
const WINDOW_MS = 20_000;

export function noPortalEvidence({ kernel, swarm, pairs, view, hubspot }: Parts): PortalEvidence {
  const standing = new Map<string, Stood[]>();
  const shown = new Map<string, PortalShown>();
  const owners = new Map<string, string>();
  const applyingNow = new Map<Process, { readonly connection: string; readonly seq: number }>();
  const counts: Counts = {
    acts: 0,
    refusedActs: 0,
    mishaps: 0,
    sourceMishaps: 0,
    tokenMishaps: 0,
    accidents: 0,
    ledgerCalls: 0,
    ledgerWrites: 0,
    portalCalls: 0,
    portalWrites: 0,
    portalReads: 0,
    uninstalls: 0,
    rests: 0,
    conflicts: 0,
  };
  const placeOf = (side: Side, connection: string, id: string, field: Field): Stood[] => {
    const name = `${side}/${connection}/${id}/${field}`;
    const list = standing.get(name) ?? [];
    standing.set(name, list);
    return list;
  };
  const note = (list: Stood[], value: string): void => {
    if (list.at(-1)?.value !== value) list.push({ value, at: kernel.now() });
  };
  const evidence: PortalEvidence = {
    kernel,
    swarm,
    pairs,
    view,
    violations: [],
    edits: [],
    made: new Map(),
    counts,
    delivered: new Map(),
    outcomes: new Map(),
    linkedAt: new Map(),
    begun: new Map(),
    readAt: new Map(),
    calmSince: Infinity,
    shown: (connection) => shown.get(connection) ?? NOTHING,
    stood: placeOf,
    edited: (side, connection, id, field) => {
      const value = placeOf(side, connection, id, field).at(-1)?.value ?? '';
      evidence.edits.push({ side, connection, id, field, value, at: kernel.now() });
    },
    madeBy: (side, connection, kind) => {
      const name = `${side} ${connection} ${kind}`;
      evidence.made.set(name, (evidence.made.get(name) ?? 0) + 1);
    },
    look: (written) => {
      for (const { realm, doc, entry } of view.follow()) {
        const connection = pairs.find((pair) => pair.realm === realm)?.connection ?? '';
        if (entry.by === 'api' && entry.operation === 'Create') judgeBooked(evidence, connection, doc);
        if (doc.entity !== 'Invoice' || doc.status !== 'live') continue;
        note(placeOf('books', connection, doc.id, 'memo'), doc.fields['memo'] ?? '');
        note(placeOf('books', connection, doc.id, 'total'), String(doc.cents));
      }
      for (const pair of written === 'books' ? [] : pairs) {
        const now = inspect(hubspot, pair.portal);
        shown.set(pair.connection, now);
        for (const [id, properties] of now.invoices) {
          note(placeOf('portal', pair.connection, id, 'memo'), textAt(properties, 'hs_comments'));
          note(
            placeOf('portal', pair.connection, id, 'total'),
            String(centsAt(properties, 'hs_amount_billed')),
          );
        }
        judgeCopies(evidence, pair.connection, now);
      }
    },
    blame: (check, detail) => {
      kernel.note(() => `VIOLATION ${check}: ${detail}`);
      evidence.violations.push({ check, detail, atMs: kernel.now() });
    },
    granted: (account, grant) => {
      owners.set(textAt(grant, 'access_token'), account);
      owners.set(textAt(grant, 'refresh_token'), account);
    },
    ownerOf: (token) => owners.get(token),
    ledgerCalled: ({ isWrite }) => {
      counts.ledgerCalls += 1;
      if (isWrite) counts.ledgerWrites += 1;
    },
    portalCalled: (process, call) => {
      counts.portalCalls += 1;
      if (call.isWrite) counts.portalWrites += 1;
      else if (call.typeId !== undefined && !call.isSearch) {
        counts.portalReads += 1;
        const account = owners.get(call.request.headers['authorization']?.replace('Bearer ', '') ?? '');
        const read = pairs.find(({ portal }) => String(portal) === account)?.connection ?? '';
        evidence.readAt.set(read, kernel.now());
      }
      const now = applyingNow.get(process);
      const isAlone = swarm.portalFaults.doubled === 0;
      if (
        isAlone &&
        call.isWrite &&
        now !== undefined &&
        (evidence.delivered.get(now.connection) ?? 0) >= now.seq
      )
        evidence.blame('feedDisorder', `${process.name} writes change ${now.seq}, which was taken already`);
      return (answer) => heard(evidence, owners, call, answer);
    },
    applying: (process, account, change, lane) => {
      const seq = Number(textAt(change, 'seq'));
      const { connection = '' } =
        pairs.find(({ portal, realm }) => String(portal) === account && lane.endsWith(realm)) ?? {};
      applyingNow.set(process, { connection, seq });
      const begun = evidence.begun.get(connection) ?? new Map<number, number>();
      evidence.begun.set(connection, begun.set(seq, kernel.now()));
      const expected = (evidence.delivered.get(connection) ?? 0) + 1;
      if (seq > expected) evidence.blame('feedGap', `change ${seq} is applied before ${expected} was taken`);
      return (answer) => {
        applyingNow.delete(process);
        begun.set(seq, kernel.now());
        const isKnown = answer.ok || REFUSALS.includes(answer.fault.fault);
        const known = evidence.outcomes.get(connection) ?? new Set();
        if (isKnown) evidence.outcomes.set(connection, known.add(seq));
      };
    },
  };
  return evidence;
}

const REFUSALS: readonly string[] = ['invalid', 'not_found', 'locked', 'name_taken', 'stale'];
const NOTHING: PortalShown = {
  invoices: new Map(),
  payments: new Map(),
  contacts: new Map(),
  lines: new Map(),
};

function heard(
  evidence: PortalEvidence,
  owners: Map<string, string>,
  { op, request, isCrm }: PortalCall,
  answer: HttpAnswer,
): void {
  if ('failed' in answer) return;
  const { counts, swarm, kernel } = evidence;
  if (op === 'POST token') {
    const form = new URLSearchParams(request.body ?? '');
    const owner = owners.get(form.get('refresh_token') ?? '');
    if (owner !== undefined && answer.status === 200) evidence.granted(owner, parse(answer.text));
    // Only a lost answer, or a person who took the app out, may cost the grant.
    const isExcused = counts.tokenMishaps + counts.uninstalls > 0;
    if (owner !== undefined && answer.status === 400 && !isExcused)
      evidence.blame('invalidGrant', `of account ${owner}: ${answer.text.slice(0, 200)}`);
    return;
  }
  const { parallel, doubled } = swarm.portalFaults;
  const isCalm = kernel.now() > evidence.calmSince + WINDOW_MS;
  const isClear = isCalm || (counts.mishaps === 0 && parallel === 0 && doubled === 0);
  if (isCrm && answer.status === 429 && isClear) evidence.blame('ownThrottle', op);
}

/** The judges look at an account through its admin endpoint, which counts for no limit. */
function inspect(hubspot: HubSpot, portal: number): PortalShown {
  const query = new URLSearchParams();
  const path = `/_sim/portals/${portal}`;
  const reply = hubspot.request({ method: 'GET', path, query, headers: {}, body: '' });
  const json = 'dropped' in reply || typeof reply.body !== 'string' ? undefined : parse(reply.body);
  const of = (kind: string): ReadonlyMap<string, JsonRecord> =>
    new Map(
      listAt(json, 'records', kind).flatMap((record) => {
        const properties = isRecord(record) ? record['properties'] : undefined;
        return isRecord(properties) ? [[textAt(record, 'id'), properties] as const] : [];
      }),
    );
  return {
    invoices: of('invoices'),
    payments: of('commerce_payments'),
    contacts: of('contacts'),
    lines: of('line_items'),
  };
}

/** What people write on what they sell: the number is of one invoice, on whichever side it was born. */
export const SALE = /\b(?:Sale|Book) \d+\b/;
const PAID = /\bP\d+\b/;

/** One document for each thing, at the moment it is made. */
function judgeBooked(evidence: PortalEvidence, connection: string, doc: BookDoc): void {
  const mark = markOf(doc);
  if (mark === undefined) return;
  const same = evidence.view
    .docs()
    .filter(
      (other) =>
        other.realm === doc.realm &&
        other.entity === doc.entity &&
        other.status === 'live' &&
        markOf(other) === mark,
    );
  if (same.length > 1)
    evidence.blame(
      'duplicate',
      `${connection}: ${doc.entity} ${same.map(({ id }) => id).join(' and ')}: ${mark}`,
    );
}

function markOf({ entity, content }: BookDoc): string | undefined {
  if (entity === 'Invoice') return SALE.exec(content)?.[0];
  return entity === 'Payment' ? PAID.exec(content)?.[0] : undefined;
}

/** No more in the account than people made on both sides. */
function judgeCopies(evidence: PortalEvidence, connection: string, now: PortalShown): void {
  const made = (kind: string): number =>
    (evidence.made.get(`books ${connection} ${kind}`) ?? 0) +
    (evidence.made.get(`portal ${connection} ${kind}`) ?? 0);
  for (const [kind, there] of [
    ['invoice', now.invoices.size],
    ['payment', now.payments.size],
    ['contact', now.contacts.size],
  ] as const)
    if (there > made(kind))
      evidence.blame('duplicateThere', `${connection}: ${there} of kind ${kind}, people made ${made(kind)}`);
}
