// Every AWS call in the code against the roles: the emulators check no permissions, so AWS would be the first to.
import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { statementsOf } from './iam.ts';
import { ledgerlane, templateOf } from './template.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const SERVICES = ['dynamodb', 'sqs', 'eventbridge', 'secrets-manager'];
const CALL = /\bnew (\w+)Command\(/g;

const calls = globSync(['shared/**/*.ts', 'functions/**/*.ts'], { cwd: ROOT }).flatMap((file) => {
  const text = readFileSync(`${ROOT}${file}`, 'utf8');
  const clients = SERVICES.filter((service) => text.includes(`'@aws-sdk/client-${service}'`));
  return [...text.matchAll(CALL)].map(([, command = '']) => ({ file, command, clients }));
});
const allowed = new Set(
  templateOf(ledgerlane())
    .ofType('AWS::IAM::Role')
    .flatMap(statementsOf)
    .flatMap(({ actions }) => actions),
);

describe('calls of AWS', () => {
  test.each(calls)('$command in $file is allowed to some function', ({ command, clients }) => {
    expect(clients.length).toBeGreaterThan(0);
    expect(
      clients.flatMap((client) => actionsOf(client, command)).some((action) => allowed.has(action)),
    ).toBe(true);
  });

  test('a call that nobody may make would be found', () => {
    expect(actionsOf('dynamodb', 'Scan').some((action) => allowed.has(action))).toBe(false);
  });
});

// Some services have other names in policies than in the SDK, and batches are allowed as what they are batches of.
const PREFIX: Readonly<Record<string, string>> = {
  eventbridge: 'events',
  'secrets-manager': 'secretsmanager',
};
const actionsOf = (client: string, command: string): string[] => {
  // A transaction is allowed as what it is made of.
  if (command === 'TransactWriteItems') return ['dynamodb:PutItem', 'dynamodb:DeleteItem'];
  const action = client === 'sqs' ? command.replace(/Batch$/, '') : command;
  return [`${PREFIX[client] ?? client}:${action}`];
};
