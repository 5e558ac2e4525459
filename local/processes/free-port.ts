// Finds a free port on the loopback address.
import { createServer } from 'node:net';

/** A port of 127.0.0.1 that is free now. It may be taken before it is used, so the caller must be ready to try again. */
export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const port = address !== null && typeof address === 'object' ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
