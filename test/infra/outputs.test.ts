// What the stack tells the operator: the address for the portal, and the names that npm run admin asks for.
import { expect, test } from 'vitest';
import { Template } from 'aws-cdk-lib/assertions';
import { z } from 'zod';
import { ledgerlane, plain } from './template.ts';

test('the outputs name the addresses, the connections table, the key ring, and where the console goes', () => {
  const outputs = z
    .record(z.string(), z.object({ Value: z.unknown() }))
    .parse(Template.fromStack(ledgerlane()).findOutputs('*'));
  const told = Object.entries(outputs).map(([name, { Value }]) => `${name} ${plain(Value)}`);
  expect(told.sort()).toEqual([
    expect.stringMatching(/^ApiUrl https:\/\//),
    'ConnectionsTableName ConnectionsTable',
    'ConsoleBucketName ConsoleFiles',
    'ConsoleDistributionId Console',
    'ConsoleUrl https://Console',
    'KeyringSecretArn Keyring',
    'NewsTopicArn News',
    'UserPoolId People',
  ]);
});
