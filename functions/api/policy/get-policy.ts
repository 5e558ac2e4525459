// The policy of a connection: the one in force, any that was, and what each version changed.
import { type PolicyChange, policyChanges } from '../../../shared/core/policy-changes.ts';
import type { Host } from '../../../shared/host/host.ts';
import type { SavedPolicy } from '../../../shared/storage/policy-ports.ts';
import type { Connection } from '../../../shared/storage/ports.ts';
import { type HttpAnswer, type HttpRequest, json } from '../../http/http.ts';
import { refuse } from '../../http/problem.ts';
import { instant } from '../show-record.ts';

/** `GET .../policy[?version=]` */
export async function getPolicy(host: Host, request: HttpRequest, { id }: Connection): Promise<HttpAnswer> {
  const { version } = request.query;
  if (version !== undefined && !isVersion(version)) return badVersion(request, 'version');
  const saved =
    version === undefined
      ? await host.connections.policy(id)
      : await host.connections.policyVersion(id, Number(version));
  if (saved === undefined) return refuse(request, 'not_found', 'The connection has no such policy.');
  return json(200, { ...headOf(saved), policy: saved.policy });
}

/** `GET .../policy/versions[?before=]`: who changed what and when, newest first. */
export async function listPolicyVersions(
  host: Host,
  request: HttpRequest,
  { id }: Connection,
): Promise<HttpAnswer> {
  const { before } = request.query;
  if (before !== undefined && !isVersion(before)) return badVersion(request, 'before');
  const below = before === undefined ? undefined : Number(before);
  // One more than shown: what the last of them changed is seen by the one before it.
  const versions = await host.connections.policyVersions(id, VERSIONS_SHOWN + 1, below);
  const shown = versions.slice(0, VERSIONS_SHOWN);
  const last = shown.at(-1)?.version ?? 1;
  return json(200, {
    versions: shown.map((saved, at) => ({
      ...headOf(saved),
      ...changesOf(policyChanges(versions[at + 1]?.policy, saved.policy)),
    })),
    before: last > 1 ? String(last) : undefined,
  });
}

/** A screen of changes, each read as a whole policy and the one before it. */
const VERSIONS_SHOWN = 20;
/** The settings of a version that are shown one by one: a first version says all of them. */
const CHANGES_SHOWN = 100;

/** Changes as the API shows them: so many by name, the rest counted. */
export function changesOf(changes: readonly PolicyChange[]) {
  const more = changes.length - CHANGES_SHOWN;
  return { changes: changes.slice(0, CHANGES_SHOWN), moreChanges: more > 0 ? more : undefined };
}

/** A version without its settings. */
export function headOf({ version, saved, policy }: SavedPolicy) {
  return {
    version,
    preset: policy.preset,
    savedAt: saved === undefined ? undefined : instant(saved.at),
    savedBy: saved?.by,
  };
}

const isVersion = (text: string): boolean => /^[1-9]\d{0,5}$/.test(text);

const badVersion = (request: HttpRequest, pointer: string): HttpAnswer =>
  refuse(request, 'bad_query', 'Correct the query parameter.', [
    { pointer, detail: 'must be the number of a version' },
  ]);
