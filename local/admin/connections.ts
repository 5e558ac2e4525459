// Connections: made with the policy of a preset, and listed.
import { LEDGER_NAMES } from '../../shared/connectors/planner-registry.ts';
import { SOURCE_NAMES } from '../../shared/connectors/source-registry.ts';
import { PRESETS } from '../../shared/core/presets/index.ts';
import { readPolicy } from '../../shared/storage/policy-input.ts';
import {
  type Admin,
  columns,
  type Command,
  type Given,
  instant,
  optionOf,
  refused,
  told,
} from './command.ts';
import { faultLines } from './policy-text.ts';

export const CREATE_CONNECTION: Command = {
  usage:
    'connection create --id <id> --name <name> --preset <preset> --ledger <ledger> [--source <source>] [--time-zone <zone>]',
  does: 'Make a connection with the policy of a preset. It is connected to its company later, by the API.',
  run: create,
};

export const LIST_CONNECTIONS: Command = {
  usage: 'connection list',
  does: 'All connections with their company.',
  run: async ({ store }) => {
    const rows = (await store.connections()).map(({ id, ledger, company, name, createdAt }) => [
      id,
      `${ledger}:${company ?? '(not connected)'}`,
      instant(createdAt),
      name,
    ]);
    return told(columns(rows), ...(rows.length === 0 ? ['There is no connection yet.'] : []));
  },
};

/** It stands in addresses, keys of rows and logs: short, and without anything that would have to be encoded there. */
const ID = /^[a-z0-9][a-z0-9_-]{0,49}$/;

/** Products push; the others are read. */
const SOURCES = ['product', ...SOURCE_NAMES];

async function create(admin: Admin, given: Given) {
  const [id, name, presetName, ledger] = ['id', 'name', 'preset', 'ledger'].map((each) =>
    optionOf(given, each),
  );
  if (id === undefined || !ID.test(id))
    return refused('--id takes 1 to 50 lower-case letters, digits, "-" and "_".');
  if (name === undefined) return refused('--name says whose connection it is, for people.');
  const preset = Object.entries(PRESETS).find(([known]) => known === presetName)?.[1];
  if (preset === undefined) return refused(`--preset must be one of: ${Object.keys(PRESETS).join(', ')}.`);
  if (ledger === undefined || !LEDGER_NAMES.includes(ledger))
    return refused(`--ledger must be one of: ${LEDGER_NAMES.join(', ')}.`);
  const source = optionOf(given, 'source') ?? 'product';
  if (!SOURCES.includes(source)) return refused(`--source must be one of: ${SOURCES.join(', ')}.`);
  const timeZone = optionOf(given, 'time-zone') ?? preset.timeZone;
  const reading = readPolicy({ ...preset, timeZone });
  if (!reading.ok) return refused(faultLines(reading.faults));
  const { store, clock } = admin;
  if ((await store.connection(id)) !== undefined) return refused(`There is a connection "${id}" already.`);
  // The policy first: a connection that nobody has set up would fail its first records.
  const by = { at: clock.now(), by: 'npm run admin' };
  const saved = await store.savePolicy(id, { version: 1, policy: reading.policy, saved: by });
  await store.saveConnection({ id, name, source, ledger, createdAt: clock.now() });
  return told(
    [id],
    saved === 'saved'
      ? `Its policy is the preset ${preset.preset} with the time zone ${timeZone}.`
      : 'A policy from an earlier try was there and is kept: policy show.',
    'Next: policy set (map taxes, items and accounts), key create, and POST .../connect with that key.',
  );
}
