// The part of the connection store that is about policies: their versions, and what preflight found of them.
import type { Hold } from '../core/decisions.ts';
import type { VersionedPolicy } from '../core/policy.ts';
import type { Checked } from '../core/preflight.ts';
import type { HighestNumber } from '../core/preflight/check.ts';

/** A version of a policy with who saved it and when (milliseconds UTC): what changed is in the version before it. */
export interface SavedPolicy extends VersionedPolicy {
  readonly saved?: { readonly at: number; readonly by: string } | undefined;
}

/** What preflight last found about a connection, and what it was found from. Times in milliseconds UTC. */
export interface PreflightResult {
  readonly checkedAt: number;
  readonly policyVersion: number;
  /** When the company's lists were read that it was judged by. */
  readonly listsReadAt: number;
  readonly checks: readonly Checked[];
  readonly numbers?: HighestNumber | undefined;
  /** Why nothing of the connection was written when the lane last looked, and since when. */
  readonly held?: { readonly by: Hold; readonly since: number } | undefined;
}

export interface PolicyStore {
  readonly policy: (connection: string) => Promise<SavedPolicy | undefined>;
  /** Saves the next version; `conflict` if somebody saved that number first. */
  readonly savePolicy: (connection: string, policy: SavedPolicy) => Promise<'saved' | 'conflict'>;
  /** A version that was in force once: none is ever changed or deleted. */
  readonly policyVersion: (connection: string, version: number) => Promise<SavedPolicy | undefined>;
  /** At most `limit` versions below a number, or the newest ones, newest first. */
  readonly policyVersions: (
    connection: string,
    limit: number,
    below?: number,
  ) => Promise<readonly SavedPolicy[]>;
  readonly preflight: (lane: string, connection: string) => Promise<PreflightResult | undefined>;
  readonly savePreflight: (lane: string, connection: string, result: PreflightResult) => Promise<void>;
}
