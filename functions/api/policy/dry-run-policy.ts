// A dry run: how many of the last records another policy would treat differently. Decided on what is kept; no ledger call.
import * as z from 'zod';
import type { LedgerAbilities, Reference } from '../../../shared/core/decisions.ts';
import { type Altered, alteredBy } from '../../../shared/core/dry-run.ts';
import type { Link } from '../../../shared/core/links.ts';
import type { Policy, VersionedPolicy } from '../../../shared/core/policy.ts';
import type { RecordKind } from '../../../shared/core/records.ts';
import { plannerOf } from '../../../shared/connectors/planner-registry.ts';
import type { Host } from '../../../shared/host/host.ts';
import type { Connection } from '../../../shared/storage/ports.ts';
import { type HttpAnswer, type HttpRequest, json } from '../../http/http.ts';
import { refuse } from '../../http/problem.ts';
import { keptFactsOf } from './dry-run-facts.ts';
import { listsOf, NOTHING_DONE, readPolicyBody } from './policy-body.ts';

/** `POST .../policy/dry-run { policy, last }`: the last so many records by their arrival. */
export async function dryRunPolicy(
  host: Host,
  request: HttpRequest,
  connection: Connection,
): Promise<HttpAnswer> {
  const body = readPolicyBody(request, BODY);
  if (!body.ok) return body.answer;
  if (body.policy === undefined) return refuse(request, 'invalid', NOTHING_DONE, body.errors);
  const planner = plannerOf(connection.ledger);
  const [current, lists] = await Promise.all([
    host.connections.policy(connection.id),
    listsOf(host, connection),
  ]);
  if (current === undefined) return refuse(request, 'not_found', 'There is no policy to compare with yet.');
  if (lists === undefined || planner === undefined)
    return refuse(request, 'not_connected', 'The lists of the company were not read yet: connect it first.');
  const now = host.clock.now();
  const found = await latestRecords(host, connection.id, body.asked.last, now + COLLECT_MS);
  const run = { current, next: body.policy, lists, abilities: planner.abilities, until: now + DECIDE_MS };
  const { looked, altered } = await decideAll(host, found.links, run);
  return json(200, {
    records: looked,
    complete: found.complete && looked === found.links.length,
    altered: altered.length,
    alteredNow: altered.filter(({ by }) => by.now).length,
    byKind: countByKind(altered),
    examples: altered
      .slice(0, EXAMPLES_MAX)
      .map(({ link: { key }, by }) => ({ kind: key.kind, id: key.id, ...by })),
  });
}

/** A policy to try, and on how many records. */
export const BODY = z.strictObject({ policy: z.unknown(), last: z.int().min(1).max(2000) });
/** A list that a person reads before he saves. */
const EXAMPLES_MAX = 50;
/** Reading rows may take a third of what the function has, reading and deciding two thirds: the rest is for the answer. */
const COLLECT_MS = 10_000;
const DECIDE_MS = 20_000;
/** A page of the table by its size: 1 MB. */
const ROWS_PER_PAGE = 10_000;

/**
 * The newest records by their arrival. There is no index by arrival, because each record would pay for it, so every row of
 * the connection is read, as far as the time goes.
 */
async function latestRecords(
  host: Host,
  connection: string,
  last: number,
  until: number,
): Promise<{ readonly links: readonly Link[]; readonly complete: boolean }> {
  let newest: readonly Link[] = [];
  let cursor: string | undefined;
  do {
    const page = await host.links.arrivals({
      connection,
      from: 0,
      to: Number.MAX_SAFE_INTEGER,
      cursor,
      rows: ROWS_PER_PAGE,
    });
    if (page.type === 'bad_cursor') throw new Error('The store refused its own cursor');
    newest = [...newest, ...page.links].sort(byArrival).slice(0, last);
    cursor = page.cursor;
  } while (cursor !== undefined && host.clock.now() < until);
  return { links: newest, complete: cursor === undefined };
}

const byArrival = (a: Link, b: Link): number => (b.arrival?.at ?? 0) - (a.arrival?.at ?? 0);

interface Run {
  readonly current: VersionedPolicy;
  readonly next: Policy;
  readonly lists: Reference;
  readonly abilities: LedgerAbilities;
  /** Milliseconds UTC after which no further group is begun. */
  readonly until: number;
}

interface AlteredRecord {
  readonly link: Link;
  readonly by: Altered;
}

/** What one batch read of the store holds, with room for what they refer to. */
const GROUP_MAX = 90;

async function decideAll(
  host: Host,
  links: readonly Link[],
  run: Run,
): Promise<{ readonly looked: number; readonly altered: readonly AlteredRecord[] }> {
  const altered: AlteredRecord[] = [];
  let looked = 0;
  while (looked < links.length && host.clock.now() < run.until) {
    const group = links.slice(looked, looked + GROUP_MAX);
    for (const facts of await keptFactsOf(host, group, run)) {
      const by = alteredBy(facts, run.next);
      if (by !== undefined) altered.push({ link: facts.link, by });
    }
    looked += group.length;
  }
  return { looked, altered };
}

function countByKind(altered: readonly AlteredRecord[]): Readonly<Partial<Record<RecordKind, number>>> {
  const counts: Partial<Record<RecordKind, number>> = {};
  for (const { link } of altered) counts[link.key.kind] = (counts[link.key.kind] ?? 0) + 1;
  return counts;
}
