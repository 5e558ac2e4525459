// Evidence: what was seen at the door of the administration, call by call, and what must never be seen there.
import type { HttpAnswer } from '../../../shared/connectors/http.ts';
import { at, centsAt, listAt, parse, textAt } from '../json.ts';
import type { Kernel } from '../kernel.ts';
import type { Accident, LedgerCall } from '../ledger.ts';
import type { MemoryStorage } from '../memory-storage.ts';
import type { Process } from '../process.ts';
import type { Form, Plan } from './plan.ts';
import type { OfficeSetting } from './swarm.ts';

export interface Violation {
  readonly check: string;
  readonly detail: string;
}

export interface Counts {
  calls: number;
  writes: number;
  accidents: number;
  mishaps: number;
  deaths: number;
  /** Processes that ended with an error: what they counted went with them. */
  thrown: number;
  acts: number;
  ownThrottles: number;
  /** Processes so far. */
  born: number;
  /** Rounds of the lane that the clock began. */
  rounds: number;
}

export interface OfficeEvidence {
  readonly violations: Violation[];
  readonly counts: Counts;
  /** Numbers of forms whose booking people touched: they need not end as their source says. */
  readonly tainted: Set<string>;
  /** When people changed a booking, by its id. */
  readonly edited: Map<string, number>;
  /** Bookings that people made under numbers of forms. */
  readonly rivals: Set<string>;
  readonly blame: (check: string, detail: string) => void;
  /** A call arrives. Answers what to tell of its answer. */
  readonly arrived: (process: Process, call: LedgerCall, accident: Accident) => (answer: HttpAnswer) => void;
}

export interface EvidenceParts {
  readonly kernel: Kernel;
  readonly setting: OfficeSetting;
  readonly plan: Plan;
  readonly storage: MemoryStorage;
  readonly lane: string;
  readonly limits: { readonly concurrent: number };
  /** Objects of the books by resource. */
  readonly books: () => Readonly<Record<string, readonly unknown[]>>;
}

interface Attempt {
  at: number;
  /** It is or may be in the books. */
  mayBeDone: boolean;
  lookedAt: number;
  late: boolean;
}

/** A worker that reads and then writes may be overtaken in between, for as long as its calls may take. */
const GAP_MS = 90_000;
/** Entries of the journal behind the newest in which a slow write may have been announced. */
const ENTRIES_BACK = 4;

export function createEvidence(parts: EvidenceParts): OfficeEvidence {
  const { kernel, books, limits } = parts;
  const counts: Counts = {
    ...{ calls: 0, writes: 0, accidents: 0, mishaps: 0, deaths: 0, acts: 0, ownThrottles: 0, born: 0 },
    ...{ rounds: 0, thrown: 0 },
  };
  const violations: Violation[] = [];
  const blame = (check: string, detail: string): void => {
    kernel.note(() => `VIOLATION ${check}: ${detail}`);
    violations.push({ check, detail });
  };
  const seen = {
    edited: new Map<string, number>(),
    tainted: new Set<string>(),
    rivals: new Set<string>(),
  };
  const door = createDoor({ ...parts, ...seen, blame });
  let underWay = 0;
  return {
    violations,
    counts,
    ...seen,
    blame,
    arrived: (process, call, accident) => {
      counts.calls += 1;
      underWay += 1;
      if (underWay > limits.concurrent) blame('concurrent', `${underWay} calls under way at once`);
      if (call.isWrite) counts.writes += 1;
      const heard = door.arrived(process, call, accident, books);
      return (answer) => {
        underWay -= 1;
        if (accident === 'none' && 'status' in answer && answer.status === 429) counts.ownThrottles += 1;
        heard(answer);
      };
    },
  };
}

interface DoorParts extends EvidenceParts, Pick<OfficeEvidence, 'tainted' | 'edited' | 'rivals' | 'blame'> {}

function createDoor(parts: DoorParts) {
  const { kernel, plan, rivals, blame } = parts;
  const attempts = new Map<string, Attempt>();
  const reads = new Map<string, { process: Process; at: number; firstAt: number }>();
  const written = new Map<string, number>();
  const lateFiles = new Set<string>();
  return {
    arrived: (
      process: Process,
      { request, op, isWrite }: LedgerCall,
      accident: Accident,
      books: EvidenceParts['books'],
    ): ((answer: HttpAnswer) => void) => {
      const now = kernel.now();
      const { pathname, search } = new URL(request.url);
      const id = pathname.split('/')[3] ?? '';
      if (op === 'GET verkoopfacturen') {
        const number = /Factuurnummer eq '([^']+)'/.exec(decodeURIComponent(search))?.[1];
        const attempt = attempts.get(number ?? '');
        if (attempt !== undefined) attempt.lookedAt = now;
      }
      if (op === 'GET verkoopboekingen') {
        const firstAt = reads.get(id)?.firstAt ?? now;
        reads.set(id, { process, at: now, firstAt });
      }
      if (!isWrite) return () => undefined;
      const body = parse(request.body ?? '');
      if (op === 'POST verkoopboekingen') return judgePost(parts, { attempts, body, accident, books });
      if (rivals.has(id) || rivals.has(textAt(body, 'parentIdentifier')))
        blame('rival', `${op}: a booking of somebody else was written`);
      if (op === 'POST documenten') judgeFile(parts, { body, accident, books, late: lateFiles });
      else if (op.endsWith('verkoopboekingen')) {
        const isUpdate = op.startsWith('PUT');
        judgeOverwrite(parts, { id, process, isUpdate, read: reads.get(id), written: written.get(id) ?? 0 });
        if (isUpdate) judgeMoney(parts, body);
        written.set(id, now);
      } else if (!op.endsWith('documenten')) blame('foreign', `${op}: what the ledger owns was written`);
      const number = op.startsWith('PUT verkoop') ? textAt(body, 'factuurnummer') : undefined;
      if (number !== undefined && !plan.forms.some((form) => form.number === number))
        blame('stranger', `${number} is no form`);
      return () => undefined;
    },
  };
}

interface Post {
  readonly attempts: Map<string, Attempt>;
  readonly body: unknown;
  readonly accident: Accident;
  readonly books: EvidenceParts['books'];
}

function judgePost(
  parts: DoorParts,
  { attempts, body, accident, books }: Post,
): (answer: HttpAnswer) => void {
  const { kernel, tainted, blame } = parts;
  const number = textAt(body, 'factuurnummer');
  const before = attempts.get(number);
  judgeMoney(parts, body);
  void judgeAnnounced(parts, number);
  if (!tainted.has(number) && before?.mayBeDone === true) {
    if (before.lookedAt <= before.at) blame('blindResend', `${number} was sent again without a look`);
    const isThere = (books()['verkoopboekingen'] ?? []).some(
      (one) => textAt(one, 'factuurnummer') === number,
    );
    if (isThere && !before.late) blame('sentTwice', `${number} was sent again while it was in the books`);
  }
  const attempt = { at: kernel.now(), mayBeDone: true, lookedAt: 0, late: accident === 'appliedLate' };
  attempts.set(number, attempt);
  return (answer) => {
    const isKnown =
      'failed' in answer ? answer.failed === 'refused' : answer.status >= 400 && answer.status < 500;
    // What was on its way before may have arrived, whatever became of this one.
    attempt.mayBeDone = !isKnown || (before?.mayBeDone ?? false);
    attempt.late ||= before?.late ?? false;
    if (!isKnown || before === undefined) return;
    [attempt.at, attempt.lookedAt] = [before.at, Math.max(before.lookedAt, attempt.lookedAt)];
  };
}

/** Nothing is sent that was not announced. */
async function judgeAnnounced({ storage, lane, blame }: DoorParts, number: string): Promise<void> {
  const head = await storage.writes.head(lane);
  const numbers: string[] = [];
  for (let seq = head?.seq ?? 0; seq > 0 && seq > (head?.seq ?? 0) - ENTRIES_BACK; seq -= 1) {
    const entry = await storage.writes.entry(lane, seq);
    for (const { document } of entry?.intents ?? [])
      if ('number' in document && document.number !== undefined) numbers.push(document.number);
  }
  if (!numbers.includes(number)) blame('unannounced', `${number} was sent and not announced`);
}

/** To the cent what one of the form's revisions says, and in balance. */
function judgeMoney({ plan, blame }: DoorParts, body: unknown): void {
  const number = textAt(body, 'factuurnummer');
  const form = plan.forms.find((one) => one.number === number);
  const total = centsAt(body, 'factuurbedrag');
  const vat = listAt(body, 'btw');
  const parts = [
    ...listAt(body, 'boekingsregels').map((one) => centsAt(one, 'bedrag')),
    ...vat.map((one) => centsAt(one, 'btwBedrag')),
  ];
  if (parts.reduce((a, b) => a + b, 0) !== total) blame('balance', `${number} is not in balance`);
  if (form === undefined) return blame('stranger', `${number} is no form`);
  const said = vat.map((one) => `${textAt(one, 'btwSoort')} ${centsAt(one, 'btwBedrag')}`).sort();
  if (!saysOneOf(form, total, said))
    blame('money', `${number}: ${total} with ${said.join(', ')} is none of its revisions`);
}

function saysOneOf({ revisions }: Form, total: number, vat: readonly string[]): boolean {
  return revisions.some((one) => one.total === total && one.vat.toSorted().join() === vat.join());
}

interface File extends Pick<Post, 'body' | 'accident' | 'books'> {
  /** Bookings beside which a file may still arrive. */
  readonly late: Set<string>;
}

/** The same file sent twice is there twice: nobody but us tells. */
function judgeFile({ blame }: DoorParts, { body, accident, books, late }: File): void {
  const [parent, name] = [textAt(body, 'parentIdentifier'), textAt(body, 'fileName')];
  const isThere = (books()['documenten'] ?? []).some(
    (one) => at(one, 'parentId') === parent && at(one, 'fileName') === name,
  );
  if (isThere && !late.has(parent)) blame('fileTwice', `${name} was sent again while it was there`);
  if (accident === 'appliedLate') late.add(parent);
}

interface Overwriting {
  readonly id: string;
  readonly process: Process;
  /** Not an end, which takes the document out, whoever edited it. */
  readonly isUpdate: boolean;
  readonly read: { readonly process: Process; readonly at: number; readonly firstAt: number } | undefined;
  readonly written: number;
}

/** What a person changed is seen before it is written over, unless it came between our look and our write. */
function judgeOverwrite(
  { kernel, edited, blame }: DoorParts,
  { id, process, isUpdate, read, written }: Overwriting,
): void {
  const changedAt = edited.get(id);
  if (changedAt === undefined || changedAt <= written) return;
  // Seen and written over all the same: the policy lets such an edit stand. Before our first look it may pass for ours.
  if (read !== undefined && read.at >= changedAt) {
    if (isUpdate && read.firstAt <= changedAt)
      blame('overwroteEdit', `${id} was changed by a person and written over`);
    return;
  }
  const isOvertaken = read?.process === process && kernel.now() - read.at < GAP_MS;
  if (!isOvertaken) blame('blindOverwrite', `${id} was changed by a person and nobody looked`);
}
