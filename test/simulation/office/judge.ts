// The verdict on an office at rest: each form exactly once in the books with its last word, each file beside it, every customer told.
import type { RecordKey } from '../../../shared/core/records.ts';
import type { Link } from '../../../shared/core/links.ts';
import { at, centsAt, isRecord, listAt, textAt } from '../json.ts';
import type { Form } from './plan.ts';
import { booksOf, OFFICE } from './simulator.ts';
import type { OfficeWorld } from './world.ts';

/** Judges a world in which nothing has gone wrong for hours. */
export async function judgeOffice(world: OfficeWorld): Promise<void> {
  const { evidence, queue, running, plan, swarm, simulator } = world;
  if (queue.size() + queue.dead() + running.size > 0)
    evidence.blame('noRest', `${queue.size()} messages, ${queue.dead()} dead, ${running.size} processes`);
  const books = booksOf(simulator);
  for (const form of plan.forms) await judgeForm(world, form, books);
  for (const one of books['verkoopboekingen'] ?? []) {
    const number = textAt(one, 'factuurnummer');
    if (!plan.forms.some((form) => form.number === number))
      evidence.blame('stranger', `${number} is nobody's`);
  }
  await judgeCustomers(world, books);
  const { ownThrottles, deaths, thrown } = evidence.counts;
  // What a worker counted goes with him when he dies, and two on one lane know of each other too late.
  if (ownThrottles > 0 && deaths + thrown === 0 && swarm.faults.parallel === 0)
    evidence.blame('tooFast', `${ownThrottles} calls were one too many`);
}

type Books = ReturnType<typeof booksOf>;

async function judgeForm(world: OfficeWorld, form: Form, books: Books): Promise<void> {
  const { evidence } = world;
  const { blame } = evidence;
  const { number, kind, id } = form;
  const mine = (books['verkoopboekingen'] ?? []).filter((one) => textAt(one, 'factuurnummer') === number);
  const link = await linkOf(world, { connection: OFFICE, kind, id });
  const { state, problem, reason } = link.health;
  const told = `${kind} ${number} (${form.fate}) is ${state} ${problem?.code ?? reason ?? ''}`;
  if (mine.length > 1) blame('duplicate', `${number} is ${mine.length} times in the books`);
  // Nothing here is refused for what it says: what a person did or had first has a name of its own.
  if (problem?.code === 'refused') blame('needlesslyFailed', `${told}: ${problem.values['detail'] ?? ''}`);
  if (evidence.tainted.has(number)) {
    if (['pending', 'uncertain'].includes(state)) blame('limbo', told);
    return;
  }
  if (form.fate === 'bad_tax') {
    const isRight = mine.length === 0 && problem?.code === 'tax_code_mismatch';
    if (!isRight && !form.ends) blame('precondition', `${told}, and ${mine.length} times in the books`);
    return;
  }
  if (form.ends) {
    if (mine.length > 0) blame('ended', `${number} ended and is in the books`);
    if (state !== 'synced' && state !== 'skipped') blame('unsynced', told);
    return;
  }
  if (state !== 'synced') blame('unsynced', told);
  const wanted = form.revisions.at(-1)?.total;
  const [only] = mine;
  if (only === undefined) blame('missing', `${told}, and not in the books`);
  else if (centsAt(only, 'factuurbedrag') !== wanted)
    blame('lastWord', `${number} is ${textAt(only, 'factuurbedrag')} in the books, not ${wanted} cents`);
  await judgeFiles(world, form, { books, booking: textAt(only, 'id') });
}

async function judgeFiles(
  world: OfficeWorld,
  { id, number, file }: Form,
  { books, booking }: { readonly books: Books; readonly booking: string },
): Promise<void> {
  const { blame } = world.evidence;
  const beside = (books['documenten'] ?? []).filter((one) => at(one, 'parentId') === booking);
  const wanted = file === 'none' || file === 'gone' ? 0 : 1;
  if (beside.length !== wanted) blame('files', `${number} has ${beside.length} files, not ${wanted}`);
  if (file === 'none') return;
  const { health } = await linkOf(world, { connection: OFFICE, kind: 'attachment', id: `${id}~pdf` });
  const isRight = file === 'gone' ? health.state === 'failed' : health.state === 'synced';
  if (!isRight)
    blame('fileState', `the ${file} file of ${number} is ${health.state} ${health.problem?.code ?? ''}`);
}

/** The product knows each customer and cost centre as the ledger has them now. */
async function judgeCustomers(world: OfficeWorld, books: Books): Promise<void> {
  const { blame } = world.evidence;
  const known = await toldOf(world);
  for (const party of books['relaties'] ?? []) {
    const code = textAt(party, 'relatiecode');
    if (!(Number(code) > 0) || !listAt(party, 'relatiesoort').includes('Klant')) continue;
    const told = known.get(`customer ${code}`);
    const [wanted, heard] = [
      [textAt(party, 'naam'), textAt(party, 'telefoon')],
      [textAt(told, 'Name'), textAt(told, 'VisitAddressPhoneNumber')],
    ];
    if (wanted.join() !== heard.join())
      blame('untold', `customer ${code} is ${wanted.join(' ')} and the product knows ${heard.join(' ')}`);
  }
  for (const centre of books['kostenplaatsen'] ?? []) {
    const told = known.get(`cost_centre ${textAt(centre, 'nummer')}`);
    if (textAt(told, 'Name') !== textAt(centre, 'omschrijving'))
      blame(
        'untold',
        `cost centre ${textAt(centre, 'nummer')} is ${textAt(centre, 'omschrijving')}, told ${textAt(told, 'Name')}`,
      );
  }
}

/** What the product knows, by kind and id: one change after the other written over what was there. */
async function toldOf({
  storage,
}: OfficeWorld): Promise<ReadonlyMap<string, Readonly<Record<string, unknown>>>> {
  const known = new Map<string, Readonly<Record<string, unknown>>>();
  for (let after = 0; ;) {
    const page = await storage.feed.read(OFFICE, after, 500);
    const entries = page.type === 'page' ? page.entries : [];
    for (const { type, data } of entries) {
      const key = `${type.split('.')[0] ?? ''} ${textAt(data, 'id')}`;
      known.set(key, { ...known.get(key), ...(isRecord(data['fields']) ? data['fields'] : {}) });
    }
    const last = entries.at(-1);
    if (last === undefined) return known;
    after = last.seq;
  }
}

async function linkOf({ storage }: OfficeWorld, key: RecordKey): Promise<Link> {
  const [link] = await storage.links.read([key]);
  if (link === undefined) throw new Error(`No row of ${key.kind} ${key.id}`);
  return link;
}
