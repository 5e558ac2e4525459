// Saving a policy: as the next version, by whoever knows the one before, and never with accounts that do not fit.
import type { Actor } from '../../../shared/core/audit.ts';
import * as z from 'zod';
import { laneOf } from '../../../shared/core/lanes.ts';
import { policyChanges } from '../../../shared/core/policy-changes.ts';
import type { Reference } from '../../../shared/core/decisions.ts';
import type { Host } from '../../../shared/host/host.ts';
import type { SavedPolicy } from '../../../shared/storage/policy-ports.ts';
import type { Connection } from '../../../shared/storage/ports.ts';
import { type HttpAnswer, type HttpRequest, json } from '../../http/http.ts';
import { refuse } from '../../http/problem.ts';
import { instant } from '../show-record.ts';
import { changesOf, headOf } from './get-policy.ts';
import { faultsInLists, listsOf, NOTHING_DONE, readPolicyBody } from './policy-body.ts';

/**
 * `PUT .../policy { policy, expectedVersion }`. Whoever sends what is in force already changes nothing and is told so: a
 * request whose answer got lost can be sent again.
 */
export async function putPolicy(
  host: Host,
  request: HttpRequest,
  connection: Connection,
  { id: keyId }: Actor,
): Promise<HttpAnswer> {
  const body = readPolicyBody(request, BODY);
  if (!body.ok) return body.answer;
  const { policy, asked } = body;
  if (policy === undefined) return refuse(request, 'invalid', NOTHING_DONE, body.errors);
  const lists = await listsOf(host, connection);
  const errors = faultsInLists(policy, lists);
  if (errors.length > 0) return refuse(request, 'invalid', nothingFits(lists), errors);
  const before = await host.connections.policy(connection.id);
  const changes = policyChanges(before?.policy, policy);
  if (before !== undefined && changes.length === 0) {
    // The request that saved it may have died before it got to this.
    await lookAgain(host, connection);
    return json(200, { ...headOf(before), changes: [] });
  }
  const version = asked.expectedVersion + 1;
  const next: SavedPolicy = { version, policy, saved: { at: host.clock.now(), by: keyId } };
  const isNext = asked.expectedVersion === (before?.version ?? 0);
  if (!isNext || (await host.connections.savePolicy(connection.id, next)) === 'conflict')
    return refuse(request, 'version_conflict', conflict(before?.version ?? 0));
  host.log.info('policy_saved', {
    request: request.id,
    key: keyId,
    connection: connection.id,
    version,
    changes: changes.length,
  });
  await lookAgain(host, connection);
  return {
    ...json(200, { ...headOf(next), ...changesOf(changes) }),
    audit: { before: { version: before?.version ?? 0 }, after: { version, changes: changes.length } },
  };
}

/** Lists are kept for a day: an account that was made a minute ago is not among them. */
const nothingFits = (lists: Reference | undefined): string =>
  `Nothing was saved. The company's lists are of ${instant(lists?.readAt ?? 0)}; GET .../mappings?fresh=true has them read again.`;

/** The next version; six digits keep them in order. */
export const BODY = z.strictObject({ policy: z.unknown(), expectedVersion: z.int().min(0).max(999_998) });

const conflict = (version: number): string =>
  version === 0
    ? 'The connection has no policy yet: say expectedVersion 0.'
    : `Version ${version} is in force, or somebody is saving the next one: get the policy, and send your change on top of it.`;

/** What the new version holds back or lets go shows at once, not with the next record. */
async function lookAgain(host: Host, { id, ledger, company }: Connection): Promise<void> {
  if (company !== undefined) await host.lanes.send(laneOf(ledger, company), [{ at: 'held', connection: id }]);
}
