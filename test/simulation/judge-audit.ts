// Judge of the reconciliations: they end whatever dies when, count nothing twice, and find exactly what differs.
import { laneOf } from '../../shared/core/lanes.ts';
import type { Link } from '../../shared/core/links.ts';
import type { DifferenceType, Findings } from '../../shared/core/reconciliation.ts';
import type { BookDoc } from './books-view.ts';
import { blame, docOf, type Evidence } from './evidence.ts';
import type { MemoryStorage } from './memory-storage.ts';

const KINDS = ['invoice', 'payment'] as const;

/** The one that was begun when everything was at rest: nothing changed while it ran, so it must be exact. */
export async function judgeAudits(
  evidence: Evidence,
  storage: MemoryStorage,
  connections: readonly string[],
  begunAt: number,
): Promise<void> {
  const keys = [...evidence.plans.values()].map(({ key }) => key);
  const links = await storage.links.read(keys);
  for (const connection of connections) {
    // A lane that lost its grant for good rests, and so does what it should compare.
    const { paused } = await storage.connections.laneState(
      laneOf('quickbooks', evidence.realmOf(connection)),
    );
    if (paused !== undefined) continue;
    const run = await storage.reconciliations.newest(connection);
    const { state = 'nowhere', fault = '', findings } = run ?? {};
    if (state !== 'done' || findings === undefined) {
      blame(evidence, 'auditNotDone', `${connection}: ${state} ${fault}`);
      continue;
    }
    const ours = links.filter(({ key }) => key.connection === connection);
    // What it finds it looks at: where a closed period was opened again, that look books the record.
    const healed = ours.filter(({ health }) => health.state === 'synced' && health.since >= begunAt);
    for (const link of ours) if (!healed.includes(link)) judgeLink(evidence, link, findings);
    if (healed.length === 0) judgeSums(evidence, connection, ours, findings);
  }
}

function judgeLink(evidence: Evidence, link: Link, findings: Findings): void {
  const { kind, id, connection } = link.key;
  if (kind === 'payment' && evidence.policyOf(connection).payments.direction === 'none') return;
  if (link.source === undefined || !KINDS.some((known) => known === kind)) return;
  const told = findings.differences
    .filter((difference) => difference.kind === kind && difference.record === id)
    .map(({ type }) => type)
    .filter((type) => type !== 'month_differs');
  const expected = expectedOf(link, docOf(evidence, link));
  // What its product adds up otherwise than the ledger is told as well, where the policy counts cents.
  const mayDiffer = evidence.plans.get(`${connection}/${kind}#${id}`)?.traits?.totalOff !== undefined;
  if (expected === undefined && mayDiffer && told.join(' ') === 'amount_differs') return;
  if (told.join(' ') !== (expected ?? ''))
    blame(
      evidence,
      'auditWrong',
      `${connection}/${kind}#${id}: told ${told.join(' ') || 'nothing'}, is ${expected ?? 'the same'}`,
    );
}

function expectedOf(link: Link, doc: BookDoc | undefined): DifferenceType | undefined {
  const { source, health, hold, document } = link;
  const isLive = source?.presence === 'live';
  const isKeptOut = hold !== undefined || health.state === 'skipped' || health.state === 'not_synced';
  if (!isLive) return doc?.status === 'live' ? 'ended_at_source' : undefined;
  if (doc === undefined || document === undefined) return isKeptOut ? undefined : 'not_booked';
  if (doc.status === 'live')
    return doc.cents === Math.round(Number(document.total) * 100) ? undefined : 'amount_differs';
  if (isKeptOut) return undefined;
  return doc.status === 'voided' ? 'ended_in_ledger' : 'not_in_ledger';
}

/** Whatever was listed twice or by two workers: each document counts once. */
function judgeSums(
  evidence: Evidence,
  connection: string,
  links: readonly Link[],
  { figures }: Findings,
): void {
  for (const kind of KINDS) {
    // Where money belongs to others only what is ours of it is compared, and set-offs are not looked for.
    const { direction } = evidence.policyOf(connection).payments;
    if (kind === 'payment' && direction !== 'to_ledger') continue;
    const docs = links
      .filter(({ key }) => key.kind === kind)
      .flatMap((link) => docOf(evidence, link) ?? [])
      .filter(({ status }) => status === 'live');
    const cents = docs.reduce((sum, doc) => sum + doc.cents, 0);
    const cells = figures.filter((figure) => figure.kind === kind && figure.side === 'ledger');
    const count = cells.reduce((sum, cell) => sum + cell.count, 0);
    const told = cells.reduce((sum, { amount }) => sum + Math.round(Number(amount) * 100), 0);
    if (count !== docs.length || told !== cents)
      blame(
        evidence,
        'auditWrong',
        `${connection} ${kind}: ${count} of ${told} cents told, ${docs.length} of ${cents} booked`,
      );
  }
}
