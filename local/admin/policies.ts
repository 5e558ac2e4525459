// Policies: shown, and changed after they were checked and what changes was said.
import { readPolicy } from '../../shared/storage/policy-input.ts';
import { type Admin, type Command, type Given, refused, told } from './command.ts';
import { faultLines, policyDiff } from './policy-text.ts';

export const SHOW_POLICY: Command = {
  usage: 'policy show <connection>',
  does: 'The policy in force, as JSON that "policy set" takes again.',
  run: async ({ store }, { names: [connection = ''] }) => {
    const current = await store.policy(connection);
    if (current === undefined) return refused(`There is no policy of a connection "${connection}".`);
    return told([JSON.stringify(current.policy, undefined, 2)], `This is version ${current.version}.`);
  },
};

export const SET_POLICY: Command = {
  usage: 'policy set <connection> [file.json] [--dry-run]',
  does: 'Check a policy (of a file, or piped in), show what changes, and save it as the next version.',
  run: set,
};

async function set({ store, readText }: Admin, { names: [connection = '', file], options }: Given) {
  if ((await store.connection(connection)) === undefined)
    return refused(`There is no connection "${connection}".`);
  const input = parsed(await readText(file));
  if (!input.ok) return refused('This is not JSON.');
  const reading = readPolicy(input.value);
  if (!reading.ok) return refused(faultLines(reading.faults));
  const current = await store.policy(connection);
  const changes = policyDiff(current?.policy, reading.policy);
  if (changes.length === 0) return told([], 'Nothing changes; nothing was saved.');
  if (options['dry-run'] === true) return told(changes, 'Nothing was saved.');
  const version = (current?.version ?? 0) + 1;
  if ((await store.savePolicy(connection, { version, policy: reading.policy })) === 'conflict')
    return refused(`Somebody else saved version ${version} meanwhile; look at it, then try again.`);
  return told(
    changes,
    `Saved as version ${version}. Records that failed are not tried again by themselves: retry them.`,
  );
}

function parsed(text: string): { readonly ok: true; readonly value: unknown } | { readonly ok: false } {
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch {
    return { ok: false }; // the parser says "this is not it" by throwing
  }
}
