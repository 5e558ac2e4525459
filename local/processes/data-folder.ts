// The folder in which a part keeps its data: a given one that stays, or a temporary one that goes.
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export type DataFolder = { readonly path: string; readonly release: () => Promise<void> };

/** Opens `dataDir` (made if missing, kept at release) or, without one, a temporary folder that `release` removes. */
export const openDataFolder = async (dataDir: string | undefined, name: string): Promise<DataFolder> => {
  if (dataDir !== undefined) {
    // Books and secrets are in here: for the owner only.
    await mkdir(dataDir, { recursive: true, mode: 0o700 });
    return { path: dataDir, release: () => Promise.resolve() };
  }
  const path = await mkdtemp(join(tmpdir(), `ledgerlane-${name}-`));
  return { path, release: () => rm(path, { recursive: true, force: true }) };
};
