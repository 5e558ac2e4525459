// Finding one record by what a person knows of it: its id, its number, or a name, in whatever state it is. Nothing is scanned.
import { findWord } from '../../shared/core/find-words.ts';
import type { Link } from '../../shared/core/links.ts';
import { keyText, RECORD_KINDS, type RecordKey } from '../../shared/core/records.ts';
import type { DocumentRef, LedgerDocument, Snapshot } from '../../shared/core/documents.ts';
import type { Answer } from '../../shared/core/faults.ts';
import { laneOf } from '../../shared/core/lanes.ts';
import type { Host } from '../../shared/host/host.ts';
import type { Connection } from '../../shared/storage/ports.ts';
import { type HttpAnswer, type HttpRequest, json } from '../http/http.ts';
import { refuse } from '../http/problem.ts';
import { pointersAt } from '../sync/pointers.ts';
import { accessForPeople } from './access-for-people.ts';
import { headOf, openWriteOf } from './find-record.ts';
import { showRecord } from './show-record.ts';
import { withParties } from './with-parties.ts';

/** As many as a person looks through; who types more of the word finds fewer. */
const FOUND_MAX = 20;
const WORD_MAX = 100;

/**
 * `GET .../find?q=`: records with exactly this id, those out of the books whose number or name begins so, and, with
 * `?ledger=true`, those whose document the ledger finds by exactly this number or name: at most four metered reads.
 */
export async function findRecords(
  host: Host,
  request: HttpRequest,
  connection: Connection,
): Promise<HttpAnswer> {
  const { q = '', ledger, ...others } = request.query;
  const word = q.trim();
  const errors = [
    ...(word === '' || word.length > WORD_MAX
      ? [{ pointer: 'q', detail: `must be 1 to ${WORD_MAX} characters` }]
      : []),
    ...(ledger === undefined || ledger === 'true'
      ? []
      : [{ pointer: 'ledger', detail: 'is true, or left out' }]),
    ...Object.keys(others).map((name) => ({
      pointer: name.slice(0, 60),
      detail: 'is not a parameter we know',
    })),
  ];
  if (errors.length > 0) return refuse(request, 'bad_query', 'Correct the query parameter.', errors);
  const own = await ownKeys(host, connection.id, word);
  const asked = ledger === 'true' ? await askLedger(host, connection, word) : undefined;
  const keys = new Map([...own, ...(asked?.keys ?? [])].map((key) => [keyText(key), key]));
  const links = keys.size === 0 ? [] : await host.links.read([...keys.values()].slice(0, FOUND_MAX));
  const known = links.filter(({ source, document }) => source !== undefined || document !== undefined);
  const records = await shown(host, connection, known);
  return json(200, {
    records,
    ledger:
      asked === undefined ? { asked: false } : { asked: asked.ok, fault: asked.fault, others: asked.others },
  });
}

/** Without the ledger: a read of a few keys, and one query. */
async function ownKeys(host: Host, connection: string, word: string): Promise<readonly RecordKey[]> {
  const byId = RECORD_KINDS.map((kind) => ({ connection, kind, id: word }));
  return [...byId, ...(await host.links.foundBy(connection, findWord(word), FOUND_MAX))];
}

interface AskedLedger {
  readonly ok: boolean;
  readonly fault?: string | undefined;
  readonly keys: readonly RecordKey[];
  /** Documents of that number or name that are no record of ours. */
  readonly others: readonly Pick<DocumentRef, 'type' | 'id'>[];
}

async function askLedger(host: Host, connection: Connection, word: string): Promise<AskedLedger> {
  const { company, ledger: name, id } = connection;
  const at = await accessForPeople(host, connection);
  if (!at.ok || at.value === undefined || company === undefined)
    return { ok: false, fault: at.ok ? undefined : at.fault.detail, keys: [], others: [] };
  const { ledger, access } = at.value;
  const today = new Date(host.clock.now()).toISOString().slice(0, 10);
  const kinds = documentsOf(word, today).filter(({ type }) => ledger.documentTypes.includes(type));
  const answers: Answer<readonly Snapshot[]>[] = [];
  // One after the other: the lane's window leaves room for a call more each second.
  for (const document of kinds) answers.push(await ledger.find(access, document));
  const refs = answers.flatMap((answer) => (answer.ok ? answer.value.map(({ ref }) => ref) : []));
  const failed = answers.find((answer) => !answer.ok);
  const pointers = await pointersAt(host, laneOf(name, company), refs);
  const keys = pointers.flatMap(({ key }) => (key.connection === id ? [key] : []));
  const ours = new Set(pointers.map(({ type, id: document }) => `${type} ${document}`));
  return {
    ok: failed === undefined,
    fault: failed === undefined || failed.ok ? undefined : failed.fault.detail,
    keys,
    others: refs
      .filter(({ type, id: of }) => !ours.has(`${type} ${of}`))
      .map(({ type, id: of }) => ({ type, id: of })),
  };
}

/** Documents that carry the word as their number, reference or name: only that is looked for. */
function documentsOf(word: string, date: string): readonly LedgerDocument[] {
  const form = { customer: '', currency: '', date, lines: [], number: word } as const;
  return [
    { type: 'invoice', ...form, taxMode: 'none' },
    { type: 'credit_note', ...form, taxMode: 'none' },
    { type: 'payment', customer: '', currency: '', date, amount: '0', reference: word, applications: [] },
    { type: 'customer', name: word, active: true },
  ];
}

async function shown(host: Host, connection: Connection, links: readonly Link[]) {
  const head = await headOf(host, connection);
  const now = host.clock.now();
  const records = links.map((link) => showRecord(link, openWriteOf(link, head, now)));
  return await withParties(host, connection.id, records);
}
