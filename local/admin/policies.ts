// Policies: shown, checked against what is kept of the company, and changed after what changes was said.
import { laneOf } from '../../shared/core/lanes.ts';
import type { Policy } from '../../shared/core/policy.ts';
import { type Checked, preflight } from '../../shared/core/preflight.ts';
import { mappingFaults } from '../../shared/core/preflight/mapped.ts';
import { type PolicyFault, readPolicy } from '../../shared/storage/policy-input.ts';
import type { Connection, ConnectionStore } from '../../shared/storage/ports.ts';
import { type Admin, columns, type Command, type Given, optionOf, refused, told } from './command.ts';
import { faultLines, policyDiff } from './policy-text.ts';

export const SHOW_POLICY: Command = {
  usage: 'policy show <connection> [--version <n>]',
  does: 'The policy in force, or one that was, as JSON that "policy set" takes again.',
  run: async ({ store }, given) => {
    const [connection = ''] = given.names;
    const version = optionOf(given, 'version');
    const saved =
      version === undefined
        ? await store.policy(connection)
        : await store.policyVersion(connection, Number(version));
    if (saved === undefined) return refused(`There is no such policy of a connection "${connection}".`);
    return told([JSON.stringify(saved.policy, undefined, 2)], `This is version ${saved.version}.`);
  },
};

export const SET_POLICY: Command = {
  usage: 'policy set <connection> [file.json] [--dry-run] [--by <name>]',
  does: 'Check a policy (of a file, or piped in), show what changes, and save it as the next version.',
  run: set,
};

export const VALIDATE_POLICY: Command = {
  usage: 'policy validate <connection> [file.json]',
  does: 'Check a policy (of a file, or piped in) and say what preflight makes of it. Nothing is saved.',
  run: async (admin, given) => {
    const read = await readGiven(admin, given);
    if (!read.ok) return refused(read.message);
    return told(checkLines(await checksOf(admin.store, read.connection, read.policy)), 'It can be saved.');
  },
};

export const SHOW_PREFLIGHT: Command = {
  usage: 'policy preflight <connection>',
  does: 'What preflight says about the policy in force, by what is kept of the company. It asks the ledger nothing.',
  run: async ({ store }, { names: [id = ''] }) => {
    const [connection, saved] = await Promise.all([store.connection(id), store.policy(id)]);
    if (connection === undefined || saved === undefined)
      return refused(`There is no policy of a connection "${id}".`);
    return told(
      checkLines(await checksOf(store, connection, saved.policy)),
      'To have the company read anew: POST .../preflight.',
    );
  },
};

async function set(admin: Admin, given: Given) {
  const read = await readGiven(admin, given);
  if (!read.ok) return refused(read.message);
  const { connection, policy } = read;
  const { store, clock } = admin;
  const current = await store.policy(connection.id);
  const changes = policyDiff(current?.policy, policy);
  if (changes.length === 0) return told([], 'Nothing changes; nothing was saved.');
  if (given.options['dry-run'] === true) return told(changes, 'Nothing was saved.');
  const version = (current?.version ?? 0) + 1;
  const saved = { at: clock.now(), by: optionOf(given, 'by') ?? 'npm run admin' };
  if ((await store.savePolicy(connection.id, { version, policy, saved })) === 'conflict')
    return refused(`Somebody else saved version ${version} meanwhile; look at it, then try again.`);
  return told(
    changes,
    `Saved as version ${version}. Records that failed are not tried again by themselves: retry them.`,
    'Records that wait for preflight go on with the next sweep, or at once after POST .../preflight.',
  );
}

type Read =
  | { readonly ok: true; readonly connection: Connection; readonly policy: Policy }
  | { readonly ok: false; readonly message: string };

/** The policy of a file, or piped in, as far as it can be told right from what is kept. */
async function readGiven({ store, readText }: Admin, { names: [id = '', file] }: Given): Promise<Read> {
  const connection = await store.connection(id);
  if (connection === undefined) return { ok: false, message: `There is no connection "${id}".` };
  const input = parsed(await readText(file));
  if (!input.ok) return { ok: false, message: 'This is not JSON.' };
  const reading = readPolicy(input.value);
  if (!reading.ok) return { ok: false, message: faultLines(reading.faults) };
  const faults = await faultsInLists(store, connection, reading.policy);
  return faults.length > 0
    ? { ok: false, message: faultLines(faults) }
    : { ok: true, connection, policy: reading.policy };
}

async function faultsInLists(
  store: ConnectionStore,
  { ledger, company }: Connection,
  policy: Policy,
): Promise<readonly PolicyFault[]> {
  const lists = company === undefined ? undefined : await store.reference(laneOf(ledger, company));
  return lists === undefined ? [] : mappingFaults(policy, lists);
}

/** The checks by what is kept; how far the first import is, is what the lane last saw. */
async function checksOf(
  store: ConnectionStore,
  { id, ledger, company }: Connection,
  policy: Policy,
): Promise<readonly Checked[]> {
  if (company === undefined) return preflight({ policy, firstImport: 'none', others: [] });
  const lane = laneOf(ledger, company);
  const [reference, last] = await Promise.all([store.reference(lane), store.preflight(lane, id)]);
  const imported = last?.checks.find(({ check }) => check === 'first_import')?.status === 'green';
  return preflight({
    policy,
    reference,
    numbers: last?.numbers,
    firstImport: imported ? 'done' : 'none',
    others: [],
  });
}

/** Every check on a line, and under those that are not green what to do. */
function checkLines(checks: readonly Checked[]): readonly string[] {
  const rows = columns(
    checks.map(({ status, blocking, check, reason }) => [status, blocking ? 'blocks' : '', check, reason]),
  );
  return rows.flatMap((row, at) => {
    const cure = checks[at]?.cure;
    return cure === undefined ? [row] : [row, `  -> ${cure}`];
  });
}

function parsed(text: string): { readonly ok: true; readonly value: unknown } | { readonly ok: false } {
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch {
    return { ok: false }; // the parser says "this is not it" by throwing
  }
}
