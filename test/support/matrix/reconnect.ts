// A person connects the company again: fresh tokens are stored and the lane goes on, as the OAuth callback leaves it.
import { textAt } from '../../simulation/json.ts';
import { LANE, REALM, type World } from '../../simulation/world.ts';

const HOUR = 60 * 60_000;

export async function reconnect(world: World): Promise<void> {
  const grant = world.admin('POST', 'oauth/grants', { realmId: REALM });
  const { connections } = world.storage;
  const version = (await connections.credentials(LANE))?.version ?? 0;
  const tokens = {
    accessToken: textAt(grant, 'access_token'),
    refreshToken: textAt(grant, 'refresh_token'),
    accessExpiresAt: world.now() + HOUR,
    refreshExpiresAt: world.now() + 100 * 24 * HOUR,
  };
  await connections.saveCredentials(LANE, { version: version + 1, ...tokens }, version);
  await connections.savePause(LANE, 'access', undefined);
}
