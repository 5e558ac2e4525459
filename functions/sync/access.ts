// Access: the right to call the company now, with a token that is good.
import type { Answer } from '../../shared/core/faults.ts';
import type { LedgerAccess } from '../../shared/connectors/ports.ts';
import { type TokenHolder, tokensFor } from '../tokens/tokens.ts';
import { withCustomFields } from './custom-read.ts';
import { fetchFile } from './fetch-file.ts';
import type { Lane } from './lane.ts';

/** The right to call the company. `rejected` names a token the ledger has just refused. */
export async function accessTo(lane: Lane, rejected?: string): Promise<Answer<LedgerAccess>> {
  const { host, name, ledger, company, credentials } = lane;
  const holder: TokenHolder = { host, name, refresh: ledger.refresh, credentials };
  const answer = await tokensFor(holder, rejected);
  lane.credentials = holder.credentials;
  if (!answer.ok) return answer;
  const { accessToken } = answer.value;
  const timeoutMs = host.timeouts.ledgerCallMs;
  return {
    ok: true,
    value: {
      company,
      reference: await withCustomFields(lane),
      accessToken,
      timeoutMs,
      fetchFile: (url, bytesMax) => fetchFile(host, url, bytesMax),
    },
  };
}
