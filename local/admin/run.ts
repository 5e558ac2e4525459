// Which command is meant, and what there is.
import type { Admin, Command, Given, Told } from './command.ts';
import { refused } from './command.ts';
import { CREATE_CONNECTION, LIST_CONNECTIONS } from './connections.ts';
import { CREATE_KEY, LIST_KEYS, REVOKE_KEY } from './keys.ts';
import { SET_POLICY, SHOW_POLICY, SHOW_PREFLIGHT, VALIDATE_POLICY } from './policies.ts';
import { RETIRE_SECRET, ROTATE_SECRET } from './signing-secrets.ts';

const COMMANDS: readonly Command[] = [
  CREATE_CONNECTION,
  LIST_CONNECTIONS,
  SHOW_POLICY,
  VALIDATE_POLICY,
  SET_POLICY,
  SHOW_PREFLIGHT,
  CREATE_KEY,
  LIST_KEYS,
  REVOKE_KEY,
  ROTATE_SECRET,
  RETIRE_SECRET,
];

/** The command that the words begin with, and what stands behind it. */
export function commandOf(
  words: readonly string[],
): { readonly command: Command; readonly names: readonly string[] } | undefined {
  const [noun = '', verb = '', ...names] = words;
  const command = COMMANDS.find(
    ({ usage }) => usage.startsWith(`${noun} ${verb} `) || usage === `${noun} ${verb}`,
  );
  return command === undefined ? undefined : { command, names };
}

export async function runCommand(
  admin: Admin,
  words: readonly string[],
  options: Given['options'] = {},
): Promise<Told> {
  const found = commandOf(words);
  return found === undefined ? refused(USAGE) : found.command.run(admin, { names: found.names, options });
}

export const USAGE = `Usage: npm run admin -- <command> [where]

Commands:
${COMMANDS.map(({ usage, does }) => `  ${usage}\n      ${does}`).join('\n')}

Where:
  --local [--data <folder>]       The system that runs on this machine (npm start); .ledgerlane unless said otherwise
  --outputs <file>                AWS, by the file of: npx cdk deploy --outputs-file <file>
  --connections-table <name>      AWS, by name (or CONNECTIONS_TABLE): the stack's output ConnectionsTableName
  --keyring-secret <id or ARN>    (or KEYRING_SECRET_ID): the stack's output KeyringSecretArn; for signing secrets only
On AWS your own credentials and region are used, as the AWS command line finds them.`;
