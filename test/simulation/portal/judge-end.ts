// Judge of the end: both sides say the same, each thing is there once, no edit is lost in silence, nothing is left open.
import { laneOf } from '../../../shared/core/lanes.ts';
import type { Link } from '../../../shared/core/links.ts';
import { centsAt, listAt, textAt } from '../json.ts';
import { nameOf } from '../marks.ts';
import { judgeEdits } from './judge-edits.ts';
import { STRANGER, type Pair, type PortalWorld } from './world.ts';

export async function judgePortalRest(world: PortalWorld): Promise<void> {
  const { evidence, lanes, sources, running, storage, pairs } = world;
  if (lanes.size() + sources.size() + running.size > 0)
    evidence.blame(
      'noRest',
      `${lanes.size()} and ${sources.size()} messages, ${running.size} processes: ${[...running].map(({ name }) => name).join(' ')}`,
    );
  if (lanes.dead() + sources.dead() > 0)
    evidence.blame('deadLetters', `${lanes.dead()} of the lanes, ${sources.dead()} of the accounts`);
  const stranger = await storage.connections.laneState(laneOf('hubspot', String(STRANGER)));
  if (stranger.lastSweepAt !== undefined || stranger.watermark !== undefined)
    evidence.blame('stranger', 'an account that nobody connected was worked on');
  for (const pair of pairs) await judgePair(world, pair);
}

async function judgePair(world: PortalWorld, pair: Pair): Promise<void> {
  const { evidence, storage } = world;
  const { connection, realm } = pair;
  const page = await storage.links.list({ connection, limit: 10_000 });
  const links = page.type === 'page' ? page.links : [];
  for (const link of links) judgeState(world, link);
  const { invoices, payments } = evidence.shown(connection);
  const byId = new Map(links.map((link) => [`${link.key.kind}#${link.key.id}`, link]));
  for (const [id, properties] of invoices)
    if (textAt(properties, 'hs_invoice_status') !== 'draft')
      judgeThere(world, pair, { kind: 'invoice', id, link: byId.get(`invoice#${id}`) });
  for (const [id, properties] of payments)
    if (textAt(properties, 'hs_latest_status') !== 'processing')
      judgeThere(world, pair, { kind: 'payment', id, link: byId.get(`payment#${id}`) });
  // What is deleted while an account rests nobody hears of (not promised).
  const isHeard = evidence.counts.rests + evidence.counts.uninstalls === 0;
  for (const [kind, there] of [
    ['invoice', invoices],
    ['payment', payments],
  ] as const)
    for (const { key, source, health } of links)
      if (
        isHeard &&
        key.kind === kind &&
        source?.presence === 'live' &&
        health.state === 'synced' &&
        !there.has(key.id)
      )
        evidence.blame('ghost', `${nameOf(key)} is synced, and the account has it no more`);
  const refused = await refusedOf(world, connection);
  judgeOwners(world, pair, links, refused);
  for (const link of links) {
    if (link.key.kind === 'invoice') {
      judgeTotals(world, pair, link, refused);
      judgeEdits(world, pair, link, refused);
    }
    if (link.key.kind === 'payment') judgeMoney(world, pair, link);
  }
  const state = await storage.connections.laneState(laneOf('quickbooks', realm));
  if (state.paused !== undefined) evidence.blame('paused', `books ${realm} rest`);
  const [head, { delivered }] = [
    await storage.feed.head(connection),
    await storage.callbacks.progress(connection),
  ];
  if (head !== delivered)
    evidence.blame('untold', `${connection}: ${delivered} of ${head} changes were told`);
}

/** What the account would not take, by the id that the change is about. */
async function refusedOf(world: PortalWorld, connection: string): Promise<ReadonlySet<string>> {
  const { refused } = await world.storage.callbacks.progress(connection);
  const ids = new Set<string>();
  for (const { seq } of refused?.last ?? []) {
    const page = await world.storage.feed.read(connection, seq - 1, 1);
    const [entry] = page.type === 'page' ? page.entries : [];
    for (const name of ['id', 'ledgerId']) ids.add(textAt(entry?.data, name));
    // Money that nobody takes leaves its invoices open.
    for (const part of listAt(entry?.data, 'allocations')) {
      ids.add(textAt(part, 'invoiceId'));
      ids.add(textAt(part, 'invoiceLedgerId'));
    }
  }
  ids.delete('');
  return ids;
}

/** Waits that only people or the policy can end. */
const ENDLESS: readonly string[] = ['folio_open', 'not_final', 'ended_in_ledger', 'schedule_off'];

function judgeState({ evidence }: PortalWorld, { key, health, source }: Link): void {
  const { state, reason, waitsFor, problem } = health;
  const told = `${nameOf(key)} is ${state} ${reason ?? problem?.code ?? ''} ${waitsFor ?? ''}`;
  if (source === undefined) return;
  if (state === 'pending' || state === 'uncertain') return evidence.blame('noEndState', told);
  if (state === 'waiting' && waitsFor === undefined && !ENDLESS.includes(reason ?? ''))
    evidence.blame('noEndState', told);
}

interface There {
  readonly kind: 'invoice' | 'payment';
  readonly id: string;
  readonly link: Link | undefined;
}

/** What is in the account is known, with what it says now. */
function judgeThere({ evidence }: PortalWorld, { connection }: Pair, { kind, id, link }: There): void {
  if (link?.source === undefined) return evidence.blame('lost', `${connection}: ${kind} ${id} is nowhere`);
  const { health, document, hold } = link;
  const isExplained = health.problem !== undefined || hold !== undefined || health.state !== 'synced';
  if (document === undefined && !isExplained)
    evidence.blame('lost', `${connection}: ${kind} ${id} is ${health.state}, and in no books`);
}

/** Each document of the books is of one record, and each that people made has one. */
function judgeOwners(
  world: PortalWorld,
  { connection, realm }: Pair,
  links: readonly Link[],
  refused: ReadonlySet<string>,
): void {
  const { evidence } = world;
  const owners = new Map<string, string[]>();
  for (const { key, document } of links) {
    if (document === undefined) continue;
    const name = `${key.kind}/${document.id}`;
    owners.set(name, [...(owners.get(name) ?? []), key.id]);
  }
  for (const [document, ids] of owners)
    if (ids.length > 1) evidence.blame('twoOwners', `${connection}: ${document} is of ${ids.join(' and ')}`);
  const paying = new Set(
    listAt(world.books('GET', `companies/${realm}`), 'objects', 'Payment').flatMap((payment) =>
      listAt(payment, 'Line').length > 0 ? [textAt(payment, 'Id')] : [],
    ),
  );
  for (const doc of evidence.view.docs()) {
    const kind = doc.entity === 'Invoice' ? 'invoice' : doc.entity === 'Payment' ? 'payment' : undefined;
    if (doc.realm !== realm || kind === undefined || doc.status !== 'live') continue;
    // Money that pays no invoice (any more) is the ledger's own: nobody is told of it.
    const isNews = kind === 'invoice' || paying.has(doc.id);
    if (!owners.has(`${kind}/${doc.id}`) && isNews && !refused.has(doc.id))
      evidence.blame(
        'nobodys',
        `${connection}: ${doc.entity} ${doc.id} of the books (${doc.born}) is nobody's`,
      );
  }
}

/** Money is equal to the cent where nothing is open. */
function judgeTotals(
  world: PortalWorld,
  { connection, realm }: Pair,
  link: Link,
  refused: ReadonlySet<string>,
): void {
  const { evidence } = world;
  const { key, health, document } = link;
  const there = evidence.shown(connection).invoices.get(key.id);
  if (health.state !== 'synced' || document === undefined || there === undefined) return;
  const doc = evidence.view.doc(realm, 'Invoice', document.id);
  if (doc === undefined || refused.has(key.id) || refused.has(document.id)) return;
  const isVoid = textAt(there, 'hs_invoice_status') === 'voided';
  if (isVoid !== (doc.status !== 'live'))
    return evidence.blame(
      'notEqual',
      `${nameOf(key)} is ${textAt(there, 'hs_invoice_status')} there, ${doc.status} in the books`,
    );
  const cents = centsAt(there, 'hs_amount_billed');
  if (!isVoid && cents !== doc.cents)
    evidence.blame('money', `${nameOf(key)}: ${cents} cents there, ${doc.cents} in the books`);
}

function judgeMoney(world: PortalWorld, { connection, realm }: Pair, link: Link): void {
  const { evidence } = world;
  const { key, health, document } = link;
  const there = evidence.shown(connection).payments.get(key.id);
  const doc = document && evidence.view.doc(realm, 'Payment', document.id);
  if (health.state !== 'synced' || there === undefined || doc?.status !== 'live') return;
  const cents = centsAt(there, 'hs_initial_amount');
  if (cents !== doc.cents)
    evidence.blame('money', `${nameOf(key)}: ${cents} cents there, ${doc.cents} in the books`);
}

/** Another round of both lanes reads by sweeps only, and writes nothing anywhere: no echo is taken for news. */
export async function judgeQuiet(world: PortalWorld, round: () => Promise<void>): Promise<void> {
  const { evidence } = world;
  const before = { ...evidence.counts };
  await round();
  const { ledgerWrites, portalWrites, portalReads, ledgerCalls } = evidence.counts;
  if (portalReads > before.portalReads)
    evidence.blame('restless', `${portalReads - before.portalReads} reads of the account at rest`);
  if (ledgerWrites > before.ledgerWrites)
    evidence.blame('restless', `${ledgerWrites - before.ledgerWrites} writes to the books at rest`);
  if (portalWrites > before.portalWrites)
    evidence.blame('restless', `${portalWrites - before.portalWrites} writes to the account at rest`);
  const most = SWEEP_CALLS * world.pairs.length;
  if (ledgerCalls - before.ledgerCalls > most)
    evidence.blame('restless', `${ledgerCalls - before.ledgerCalls} calls to the books at rest`);
}

/** A token, the changes since the watermark, and the lists once a day. */
const SWEEP_CALLS = 8;
