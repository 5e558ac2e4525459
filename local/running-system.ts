// How a running system is found by other commands: a file in its data folder that says where its stores are.
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { StorePlace } from './connection-store.ts';
import { openStateFile } from './emulators/state-file.ts';
import { isAlive } from './processes/is-alive.ts';

const RUNNING = z.object({
  pid: z.number(),
  place: z.object({
    connectionsTable: z.string(),
    keyringSecret: z.string(),
    endpoints: z.object({ dynamoDb: z.string(), secretsManager: z.string() }),
  }),
});

/** Writes the file, for the owner only, and answers how to take it away. */
export function announceSystem(dataDir: string, place: z.infer<typeof RUNNING>['place']): () => void {
  const file = fileIn(dataDir);
  const said = { pid: process.pid, place };
  // What a system that died has left there is of no interest.
  rmSync(file, { force: true });
  openStateFile(file, RUNNING, said).write(said);
  return () => rmSync(file, { force: true });
}

/** The stores of the system that runs in a data folder; undefined if none does. */
export function findSystem(dataDir: string): StorePlace | undefined {
  const file = fileIn(dataDir);
  if (!existsSync(file)) return undefined;
  const { pid, place } = RUNNING.parse(JSON.parse(readFileSync(file, 'utf8')));
  return isAlive(pid) ? place : undefined;
}

const fileIn = (dataDir: string): string => join(dataDir, 'running.json');
