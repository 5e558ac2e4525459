// What a bulk action would do: how many records, how much money, and what the rules would decide about the first of them.
import { type Bulk, BULK_STATES, type BulkPlan, bulkStep } from '../../shared/core/bulk.ts';
import { amountsOf } from '../../shared/core/completeness.ts';
import { decide } from '../../shared/core/decide.ts';
import type { Link } from '../../shared/core/links.ts';
import { type Mark, tallyOf } from '../../shared/core/marks.ts';
import { passes, type RecordFilter } from '../../shared/core/record-filter.ts';
import { plannerOf } from '../../shared/connectors/planner-registry.ts';
import type { Host } from '../../shared/host/host.ts';
import type { Connection } from '../../shared/storage/ports.ts';
import { marksOf } from './at-stake.ts';
import { keptFactsOf } from './policy/dry-run-facts.ts';
import { listsOf } from './policy/policy-body.ts';

/** Records whose decision is foretold: enough to see whether a cure works, and done within some seconds. */
const FORETOLD_MAX = 500;
/** What one batch read of the store holds, with room for what they refer to. */
const GROUP = 90;

/** The plan of an action over a filter. */
export async function bulkPlan(
  host: Host,
  connection: Connection,
  { action, reason, filter }: Pick<Bulk, 'action' | 'reason' | 'filter'>,
): Promise<BulkPlan> {
  const { marks, more } = await chosen(host, connection.id, filter);
  const tally = tallyOf(marks);
  const counted = { count: tally.count, more, money: amountsOf(tally) };
  if (action !== 'retry') return counted;
  const expected = await foretold(host, connection, { action, reason }, marks.slice(0, FORETOLD_MAX));
  return { ...counted, expected };
}

async function chosen(host: Host, connection: string, filter: RecordFilter) {
  const states = BULK_STATES.filter((state) => filter.health === undefined || filter.health === state);
  const listed = await Promise.all(states.map((state) => marksOf(host, connection, state)));
  return {
    marks: listed.flatMap(({ marks }) => marks.filter((mark) => passes(mark, filter))),
    more: listed.some(({ more }) => more),
  };
}

async function foretold(
  host: Host,
  connection: Connection,
  of: Pick<Bulk, 'action' | 'reason'>,
  marks: readonly Mark[],
): Promise<BulkPlan['expected']> {
  const planner = plannerOf(connection.ledger);
  const [current, lists] = await Promise.all([
    host.connections.policy(connection.id),
    listsOf(host, connection),
  ]);
  if (planner === undefined || current === undefined || lists === undefined) return undefined;
  const compared = { current, next: current.policy, lists, abilities: planner.abilities };
  const told = { looked: 0, pass: 0, wait: 0 };
  const fail: Record<string, number> = {};
  for (let at = 0; at < marks.length; at += GROUP) {
    const links = await host.links.read(marks.slice(at, at + GROUP).map(({ key }) => key));
    const retried = links.flatMap((link) => retriedOf(of, link, host.clock.now()));
    for (const facts of await keptFactsOf(host, retried, compared)) {
      const { decision } = decide(facts);
      told.looked += 1;
      if (decision.type === 'fail') fail[decision.problem.code] = (fail[decision.problem.code] ?? 0) + 1;
      else if (decision.type === 'wait' || decision.type === 'ask') told.wait += 1;
      else told.pass += 1;
    }
  }
  return { ...told, fail };
}

function retriedOf(of: Pick<Bulk, 'action' | 'reason'>, link: Link, now: number): readonly Link[] {
  const acted = bulkStep(of, link, now);
  return 'link' in acted ? [acted.link] : [];
}
