// Waiting for something to come about: asked again and again, never slept for.
import { waitUntil } from '../../../local/processes/wait-until.ts';

/** Long enough for a few deliveries on a machine that is busy with other things. */
const PATIENCE_MS = 45_000;

interface Patience {
  readonly timeoutMs?: number;
  readonly pollMs?: number;
}

/** Reads until `isSo` holds and answers what was read; fails with what was read last. */
export async function eventually<T>(
  what: string,
  read: () => Promise<T>,
  isSo: (value: T) => boolean,
  { timeoutMs = PATIENCE_MS, pollMs = 100 }: Patience = {},
): Promise<T> {
  let last = await read();
  const came = await waitUntil(
    async () => {
      if (isSo(last)) return true;
      last = await read();
      return isSo(last);
    },
    { timeoutMs, pollMs },
  );
  if (came) return last;
  throw new Error(`It did not come about that ${what}. Last seen: ${JSON.stringify(last).slice(0, 2_000)}`);
}
