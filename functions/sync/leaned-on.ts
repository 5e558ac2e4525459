// Leaned on: what documents that were born in the ledger name, and no product has heard of, is read so that it is told before them.
import { documentName, type Snapshot } from '../../shared/core/documents.ts';
import { comesIn, namedIn } from '../../shared/core/ledger-births.ts';
import type { DocumentId } from '../../shared/storage/ports.ts';
import { callLedger } from './call.ts';
import { connectionsOf } from './hold.ts';
import { hasTime, type Lane, policyOf } from './lane.ts';
import { pointersOf } from './pointers.ts';

/** Documents asked for in one read; a round that saw more is one of the first, whose parties come with it. */
const READ_MAX = 100;

/** A payment names an invoice, and that its customer. */
const STEPS = 2;

/**
 * The strangers, with customers and invoices that they name: their own notices may be late or lost, and a mirror made without
 * its customer would stay without. Undefined when the ledger did not answer.
 */
export async function withLeanedOn(
  lane: Lane,
  strangers: readonly Snapshot[],
): Promise<readonly Snapshot[] | undefined> {
  const all = [...strangers];
  for (let step = 0; step < STEPS; step += 1) {
    const missing = await missingOf(lane, all);
    if (missing.length === 0) break;
    if (!hasTime(lane, false)) return undefined;
    const answer = await callLedger(lane, false, (access) => lane.ledger.read(access, missing));
    lane.uncountedReads += new Set(missing.map(({ type }) => type)).size;
    if (!answer.ok) return undefined;
    all.push(...answer.value);
  }
  return all;
}

/** What is named, is not here, and no product can know of. */
async function missingOf(lane: Lane, all: readonly Snapshot[]): Promise<readonly DocumentId[]> {
  const here = new Set(all.map(({ ref }) => documentName(ref)));
  const born = all.filter(({ ref, status }) => LEANING.includes(ref.type) && status === 'live');
  const named = new Map(born.flatMap(namedIn).map((document) => [documentName(document), document] as const));
  const wanted: DocumentId[] = [];
  for (const [name, document] of named) {
    const isLeantOn = document.type === 'customer' || document.type === 'invoice';
    if (isLeantOn && !here.has(name) && !isTold(lane, name) && (await anyComesIn(lane, document.type)))
      wanted.push(document);
  }
  const linked = new Set((await pointersOf(lane, wanted)).map(documentName));
  return wanted.filter((document) => !linked.has(documentName(document))).slice(0, READ_MAX);
}

const LEANING: readonly string[] = ['invoice', 'payment'];

/** Some version of it was told, and it is on its way to be linked. */
function isTold({ state }: Lane, name: string): boolean {
  return state.born?.some((version) => version.startsWith(`${name}:`)) === true;
}

/** Whether any product of the lane hears of documents of this type that nobody's record is linked with. */
export async function anyComesIn(lane: Lane, type: Snapshot['ref']['type']): Promise<boolean> {
  for (const connection of await connectionsOf(lane)) {
    const policy = (await policyOf(lane, connection))?.policy;
    if (policy !== undefined && comesIn(type, policy)) return true;
  }
  return false;
}
