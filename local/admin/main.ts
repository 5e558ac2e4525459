// npm run admin: what an operator does that the API has no call for. Results go to stdout, all other words to stderr.
import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { systemClock } from '../../shared/host/aws/clock.ts';
import { systemRandom } from '../../shared/host/aws/random.ts';
import { openConnectionStore } from '../connection-store.ts';
import type { Admin, Told } from './command.ts';
import { refused } from './command.ts';
import { findPlace } from './find-place.ts';
import { commandOf, runCommand, USAGE } from './run.ts';

const OPTIONS = {
  id: { type: 'string' },
  name: { type: 'string' },
  preset: { type: 'string' },
  ledger: { type: 'string' },
  source: { type: 'string' },
  'time-zone': { type: 'string' },
  expires: { type: 'string' },
  version: { type: 'string' },
  by: { type: 'string' },
  'dry-run': { type: 'boolean' },
  local: { type: 'boolean' },
  data: { type: 'string' },
  outputs: { type: 'string' },
  'connections-table': { type: 'string' },
  'keyring-secret': { type: 'string' },
  help: { type: 'boolean' },
} as const;

const outcome = await main();
if (outcome.ok) {
  for (const line of outcome.lines) console.log(line);
  for (const note of outcome.notes) console.error(note);
} else {
  console.error(outcome.message);
  process.exitCode = 1;
}

async function main(): Promise<Told> {
  try {
    return await run();
  } catch (error) {
    // No credentials, no such table, no such file, an option nobody knows: for the person at the keyboard, not a bug.
    return refused(error instanceof Error ? `${error.name}: ${error.message}` : String(error));
  }
}

async function run(): Promise<Told> {
  const { values: options, positionals: words } = parseArgs({ options: OPTIONS, allowPositionals: true });
  if (options.help === true) return { ok: true, lines: [USAGE], notes: [] };
  if (commandOf(words) === undefined) return refused(USAGE);
  const found = await findPlace({ names: [], options }, process.env, readText);
  if (!found.ok) return refused(found.message);
  const { store, close } = openConnectionStore(found.place);
  const admin: Admin = { store, clock: systemClock, random: systemRandom, readText };
  try {
    return await runCommand(admin, words, options);
  } finally {
    close();
  }
}

async function readText(file?: string): Promise<string> {
  return file === undefined ? text(process.stdin) : readFile(file, 'utf8');
}
