// Hold: whether anything of a connection may be written at the moment. Judged anew when what it depends on has changed.
import type { Hold, Reference } from '../../shared/core/decisions.ts';
import { holdOf } from '../../shared/core/holds.ts';
import type { Policy, VersionedPolicy } from '../../shared/core/policy.ts';
import { blockers, preflight } from '../../shared/core/preflight.ts';
import type { HighestNumber } from '../../shared/core/preflight/check.ts';
import type { PreflightResult } from '../../shared/storage/policy-ports.ts';
import { callLedger } from './call.ts';
import { hasTime, type Lane, policyOf } from './lane.ts';
import { preflightFacts } from './preflight-facts.ts';

/** Why a connection is held back; undefined if it is not. Asked once a delivery. */
export async function holdFor(
  lane: Lane,
  reference: Reference,
  connection: string,
): Promise<Hold | undefined> {
  if (!lane.holds.has(connection)) lane.holds.set(connection, await judge(lane, reference, connection));
  return lane.holds.get(connection);
}

/** The connections of the lane's company. */
export async function connectionsOf({ host, ledger, company }: Lane): Promise<readonly string[]> {
  return await host.connections.connectionsOf(ledger.name, company);
}

/** Whether preflight held one of the lane's connections back when it was looked at last. */
export async function waitsForCure(lane: Lane): Promise<boolean> {
  const results = await Promise.all(
    (await connectionsOf(lane)).map((id) => lane.host.connections.preflight(lane.name, id)),
  );
  return results.some((result) => result?.held?.by === 'preflight');
}

async function judge(lane: Lane, reference: Reference, connection: string): Promise<Hold | undefined> {
  const { host } = lane;
  const policy = await policyOf(lane, connection);
  if (policy === undefined) return undefined;
  const last = await host.connections.preflight(lane.name, connection);
  const result = isCurrent(last, policy, reference)
    ? last
    : await judgeAnew(lane, { reference, connection, policy, last });
  const hasEnd = policy.policy.connection.session.mode === 'ttl';
  const sessionEndsAt = hasEnd ? (await host.connections.connection(connection))?.sessionEndsAt : undefined;
  const now = host.clock.now();
  const hold = holdOf({ policy: policy.policy, sessionEndsAt, checks: result.checks, now });
  if (result === last && last.held?.by === hold) return hold;
  const since = last?.held?.by === hold ? last?.held?.since : now;
  const held = hold === undefined ? undefined : { by: hold, since: since ?? now };
  // Told first: whoever dies in between leaves a row that makes the next one tell it again.
  if (last?.held?.by !== hold) await tell(lane, connection, { result, before: last?.held?.by, hold });
  await host.connections.savePreflight(lane.name, connection, { ...result, held });
  return hold;
}

/** A verdict on the first import ends with the import, and that on being live with a person's word: neither is a policy or a list. */
function isCurrent(
  last: PreflightResult | undefined,
  { version, policy }: VersionedPolicy,
  { readAt }: Reference,
): last is PreflightResult {
  if (last?.policyVersion !== version || last.listsReadAt !== readAt) return false;
  const open = blockers(last.checks).map(({ check }) => check);
  if (open.includes('live')) return false;
  return !open.includes('first_import') && !(open.includes('start_number') && asksFor(policy, last.numbers));
}

interface Judged {
  readonly reference: Reference;
  readonly connection: string;
  readonly policy: VersionedPolicy;
  readonly last: PreflightResult | undefined;
}

async function judgeAnew(
  lane: Lane,
  { reference, connection, policy, last }: Judged,
): Promise<PreflightResult> {
  const numbers = await numbersFor(lane, policy.policy, last?.numbers);
  const of = { id: connection, ledger: lane.ledger.name, company: lane.company };
  const checks = preflight(
    await preflightFacts(lane.host, of, { policy: policy.policy, reference, numbers }),
  );
  const checkedAt = lane.host.clock.now();
  return { checkedAt, policyVersion: policy.version, listsReadAt: reference.readAt, checks, numbers };
}

/**
 * KLP-03: asked until the start number is free, and then never again: from there on the highest number is our own, and
 * the question costs the ledger several reads.
 */
async function numbersFor(
  lane: Lane,
  policy: Policy,
  known: HighestNumber | undefined,
): Promise<HighestNumber | undefined> {
  const { startNumber, numbering } = policy.invoices;
  if (startNumber === undefined || numbering !== 'source') return undefined;
  if (!asksFor(policy, known) && startNumber > (known?.highest ?? 0)) return known;
  if (!hasTime(lane, false)) return known;
  const answer = await callLedger(lane, false, (access) => lane.ledger.highestNumber(access));
  lane.uncountedReads += 1;
  if (answer.ok) return { startNumber, highest: answer.value };
  lane.host.log.warn('highest_number_failed', { lane: lane.name, fault: answer.fault.fault });
  return known;
}

/** Whether the ledger still has to say something about the start number. */
function asksFor({ invoices }: Policy, known: HighestNumber | undefined): boolean {
  return invoices.startNumber !== undefined && known?.startNumber !== invoices.startNumber;
}

interface Turn {
  readonly result: PreflightResult;
  readonly before: Hold | undefined;
  readonly hold: Hold | undefined;
}

/** A connection that is held back, or goes on: one line and one event, not one for each record. */
async function tell(lane: Lane, connection: string, { result, before, hold }: Turn): Promise<void> {
  const checks = blockers(result.checks).map(({ check }) => check);
  lane.host.log.info('connection_hold', {
    lane: lane.name,
    connection,
    before,
    hold,
    checks: checks.join(','),
  });
  if (hold !== undefined) {
    lane.host.metrics.count('connection_held', 1, { reason: hold });
    lane.events.push({
      type: 'connection.held',
      connection,
      detail: { lane: lane.name, reason: hold, checks },
    });
    return;
  }
  lane.events.push({ type: 'connection.released', connection, detail: { lane: lane.name, reason: before } });
  await lane.host.lanes.send(lane.name, [{ at: 'held', connection }]);
}
