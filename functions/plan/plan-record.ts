// Plan: what would be decided about a record now, by which rule, and the very request that would go to the ledger.
import { decide } from '../../shared/core/decide.ts';
import type { Decided, Decision, Facts, Hold } from '../../shared/core/decisions.ts';
import { exportFacts } from '../../shared/core/exports.ts';
import { laneOf } from '../../shared/core/lanes.ts';
import type { Link } from '../../shared/core/links.ts';
import { stateProblem } from '../../shared/core/problems.ts';
import { keyText, parseKeyText } from '../../shared/core/records.ts';
import { refersTo } from '../../shared/core/related.ts';
import { withDefaultOfItsDay } from '../../shared/core/rules/payment-policy.ts';
import type { Intent } from '../../shared/core/writes.ts';
import { dayIn } from '../../shared/core/zones.ts';
import { plannerOf } from '../../shared/connectors/planner-registry.ts';
import type { LedgerPlanner } from '../../shared/connectors/ports.ts';
import type { Host } from '../../shared/host/host.ts';
import type { Connection } from '../../shared/storage/ports.ts';
import { withHolder } from '../sync/claim-name.ts';

/** Links as they would be, by key text, where others than the planned one would be other ones as well. */
export type Overlay = ReadonlyMap<string, Link>;

/** The plan of a record whose link would be this one. Reads our own rows only; neither writes nor calls the ledger. */
export async function planRecord(
  host: Host,
  connection: Connection,
  link: Link,
  overlay: Overlay = new Map(),
): Promise<object> {
  const planner = plannerOf(connection.ledger);
  const facts = planner && (await factsOf(host, connection, planner, { link, overlay }));
  if (planner === undefined || facts === undefined)
    return { decision: 'wait', reason: 'not_ready', says: NOT_READY };
  const decided = decide(facts);
  const { rule, values, decision } = decided;
  return {
    rule,
    values,
    policyVersion: facts.policy.version,
    // What is planned would wait for the whole connection first.
    heldBy: await holdOf(host, connection),
    ...said(decision),
    write: writeOf({ facts, decided, planner, company: connection.company ?? '' }),
  };
}

/** Why nothing of the connection is written at the moment; undefined if it is not held back. */
async function holdOf(host: Host, { id, ledger, company }: Connection): Promise<Hold | undefined> {
  if (company === undefined) return undefined;
  return (await host.connections.preflight(laneOf(ledger, company), id))?.held?.by;
}

const NOT_READY =
  'The connection has no policy yet, or the lists of its company were never read: nothing could be decided.';

async function factsOf(
  host: Host,
  { id, ledger, company }: Connection,
  { abilities }: LedgerPlanner,
  { link, overlay }: { readonly link: Link; readonly overlay: Overlay },
): Promise<Facts | undefined> {
  if (company === undefined) return undefined;
  const lane = laneOf(ledger, company);
  const [policy, reference, preflight, [lastExport]] = await Promise.all([
    host.connections.policy(id),
    host.connections.reference(lane),
    host.connections.preflight(lane, id),
    host.connections.exportRuns(id, 1),
  ]);
  if (policy === undefined || reference === undefined) return undefined;
  const keys = refersTo(link, policy.policy).flatMap((text) => {
    const parsed = parseKeyText(text);
    return parsed === undefined ? [] : [{ connection: id, ...parsed }];
  });
  const related = keys.length === 0 ? [] : await host.links.read(keys);
  const now = host.clock.now();
  return await withHolder(host, {
    link: withDefaultOfItsDay(link, policy.policy),
    related: new Map([...related.map((other) => [keyText(other.key), other] as const), ...overlay]),
    policy,
    reference,
    abilities,
    exports: exportFacts(policy.policy, lastExport, now),
    hold: preflight?.held?.by,
    today: dayIn(policy.policy.timeZone, now),
    now,
  });
}

/** The decision in the words of the API. */
function said(decision: Decision): object {
  switch (decision.type) {
    case 'skip':
      return { decision: 'skip', state: decision.state ?? 'skipped', reason: decision.reason };
    case 'wait':
      return { decision: 'wait', reason: decision.reason, waitsFor: namedBy(decision.waitsFor) };
    case 'fail':
      return {
        decision: 'fail',
        problem: stateProblem(decision.problem),
        waitsFor: namedBy(decision.waitsFor),
      };
    case 'ask':
      return { decision: 'ask', task: decision.task };
    case 'look':
      return { decision: 'look', at: decision.at, says: LOOKS_FIRST };
    case 'tell':
      return { decision: 'tell', changes: decision.changes };
    case 'cascade':
      return { decision: 'cascade', first: decision.keys.map(parseKeyText), how: decision.how };
    case 'adopt':
      return { decision: 'adopt', document: decision.snapshot.ref.id };
    case 'in_sync':
    case 'write':
      return { decision: decision.type };
  }
}

const LOOKS_FIRST = 'The ledger would be asked first, which a plan does not do; its answer decides.';

function namedBy(text: string | undefined): object | undefined {
  return text === undefined ? undefined : parseKeyText(text);
}

interface Planned {
  readonly facts: Facts;
  readonly decided: Decided;
  readonly planner: LedgerPlanner;
  readonly company: string;
}

/** The write and its request, as it would be sent alone. In a batch the same body goes along with others. */
function writeOf({ facts, decided, planner, company }: Planned): object | undefined {
  const { link, policy, reference } = facts;
  const { rule, values, decision } = decided;
  if (decision.type !== 'write') return undefined;
  const { operation, document } = decision;
  const intent: Intent = {
    bId: '0',
    key: link.key,
    operation,
    document,
    target: operation === 'create' ? undefined : link.document,
    revision: link.source?.revision ?? 0,
    rule,
    values,
    policyVersion: policy.version,
  };
  return { operation, document, request: planner.plan(intent, { company, reference }) };
}
