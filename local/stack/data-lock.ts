// One stack per data folder: two would deliver the same messages and overwrite each other's secrets.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive } from '../processes/is-alive.ts';
import { startFailure } from '../start-failure.ts';

/** Takes the folder for this process and returns how to give it back. A lock whose process is gone is taken over. */
export const lockDataFolder = (dataDir: string): (() => void) => {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const file = join(dataDir, 'lock');
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' });
  } catch {
    const pid = Number(readFileSync(file, 'utf8'));
    if (pid > 0 && isAlive(pid)) {
      throw startFailure(
        'data-in-use',
        `The data folder ${dataDir} is in use by process ${pid}. Stop that one, or start with another folder; ` +
          `if it is no Ledgerlane, delete ${file}.`,
      );
    }
    writeFileSync(file, String(process.pid));
  }
  return () => rmSync(file, { force: true });
};
