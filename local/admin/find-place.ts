// Where the operator's command works: on this machine, or on AWS by the names of the stack.
import { join } from 'node:path';
import { z } from 'zod';
import type { StorePlace } from '../connection-store.ts';
import { findSystem } from '../running-system.ts';
import { ROOT } from '../synth.ts';
import { type Admin, type Given, optionOf } from './command.ts';

export type Found =
  { readonly ok: true; readonly place: StorePlace } | { readonly ok: false; readonly message: string };

/** What is said by an option counts before what the environment says, and that before a file of outputs. */
export async function findPlace(
  given: Given,
  environment: Readonly<Record<string, string | undefined>>,
  readText: Admin['readText'],
): Promise<Found> {
  if (given.options['local'] === true) return localPlace(optionOf(given, 'data'));
  const file = optionOf(given, 'outputs');
  const outputs = file === undefined ? {} : outputsIn(await readText(file));
  const connectionsTable =
    optionOf(given, 'connections-table') ?? environment['CONNECTIONS_TABLE'] ?? outputs.ConnectionsTableName;
  const keyringSecret =
    optionOf(given, 'keyring-secret') ?? environment['KEYRING_SECRET_ID'] ?? outputs.KeyringSecretArn;
  return connectionsTable === undefined
    ? { ok: false, message: 'Say where: --local, --outputs <file> or --connections-table <name>.' }
    : { ok: true, place: { connectionsTable, keyringSecret } };
}

function localPlace(dataDir = join(ROOT, '.ledgerlane')): Found {
  const place = findSystem(dataDir);
  return place === undefined
    ? { ok: false, message: `No Ledgerlane runs in ${dataDir}. Start it with npm start, or name its --data.` }
    : { ok: true, place };
}

const OUTPUTS = z.object({ ConnectionsTableName: z.string(), KeyringSecretArn: z.string() });

/** The outputs of the one stack in the file that is ours. */
function outputsIn(text: string): Partial<z.infer<typeof OUTPUTS>> {
  const stacks = z.record(z.string(), z.unknown()).parse(JSON.parse(text));
  const read = Object.values(stacks).map((outputs) => OUTPUTS.safeParse(outputs));
  return read.find(({ success }) => success)?.data ?? {};
}
