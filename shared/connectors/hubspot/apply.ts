// Telling HubSpot what changed in the ledger.
import type { Answer } from '../../core/faults.ts';
import type { Change } from '../../core/feed.ts';
import type { Applied, SourceView } from '../source-port.ts';
import type { HubSpotClient, PortalAccess } from './client.ts';

export async function applyChange(
  _client: HubSpotClient,
  _access: PortalAccess,
  _change: Change,
  _view: SourceView,
): Promise<Answer<Applied>> {
  return { ok: true, value: { type: 'ignored' } };
}
