// What is kept: the tables, the secrets, the events, and that none of it shows or vanishes with the stack.
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { SECRET_LIKE } from './secret-like.ts';
import { ledgerlane, plain, templateOf } from './template.ts';

const template = templateOf(ledgerlane());
const table = (name: string) => {
  const resource = template.named('AWS::DynamoDB::GlobalTable', name);
  return { ...resource, Properties: TableProperties.parse(resource.Properties) };
};
const TABLES = ['LinksTable', 'WritesTable', 'ConnectionsTable'];

describe('tables', () => {
  test.each([
    ['LinksTable', 'pk S, sk S'],
    ['WritesTable', 'pk S, seq N'],
    ['ConnectionsTable', 'pk S, sk S'],
  ])('%s is keyed by %s', (name, keys) => {
    const { KeySchema, AttributeDefinitions } = table(name).Properties;
    expect(keyed(KeySchema, AttributeDefinitions)).toBe(keys);
  });

  test('there are no others', () => {
    expect(template.ofType('AWS::DynamoDB::GlobalTable').map(plainId).sort()).toEqual([...TABLES].sort());
  });

  test('links are found three other ways, holding keys, and why and how much where somebody has to see it', () => {
    const { GlobalSecondaryIndexes, AttributeDefinitions } = table('LinksTable').Properties;
    expect(
      GlobalSecondaryIndexes.map(
        ({ IndexName, KeySchema, Projection }) =>
          `${IndexName}: ${keyed(KeySchema, AttributeDefinitions)} (${Projection.ProjectionType})`,
      ),
    ).toEqual([
      'due: duePk S, dueAt N (KEYS_ONLY)',
      'health: healthPk S, since N (INCLUDE)',
      'waits: waitsFor S, pk S (KEYS_ONLY)',
    ]);
    expect(table('WritesTable').Properties.GlobalSecondaryIndexes).toEqual([]);
    expect(table('ConnectionsTable').Properties.GlobalSecondaryIndexes).toEqual([]);
  });

  test.each(TABLES)('%s is paid by use, encrypted, recoverable, and hard to lose', (name) => {
    const { Properties, DeletionPolicy } = table(name);
    expect(DeletionPolicy).toBe('Retain');
    expect(Properties).toMatchObject({
      BillingMode: 'PAY_PER_REQUEST',
      SSESpecification: { SSEEnabled: true, SSEType: 'KMS' },
      TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
      Replicas: [
        {
          DeletionProtectionEnabled: true,
          PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
        },
      ],
    });
  });
});

describe('secrets', () => {
  const secret = (name: string) => template.named('AWS::SecretsManager::Secret', name);

  test('outlive the stack, and no value of theirs is in the template', () => {
    for (const { DeletionPolicy, Properties } of template.ofType('AWS::SecretsManager::Secret')) {
      expect(DeletionPolicy).toBe('Retain');
      expect(Properties).not.toHaveProperty('SecretString');
    }
    for (const pattern of SECRET_LIKE) expect(template.text).not.toMatch(pattern);
  });

  test('the key ring begins with one key of 256 bits', () => {
    const { GenerateSecretString } = Generated.parse(secret('Keyring').Properties);
    expect(JSON.parse(GenerateSecretString.SecretStringTemplate)).toEqual({ current: 'k1' });
    expect(GenerateSecretString).toMatchObject({ GenerateStringKey: 'k1', ExcludePunctuation: true });
    const length = GenerateSecretString.PasswordLength ?? 0;
    expect(length * Math.log2(26 + 26 + 10)).toBeGreaterThanOrEqual(256);
  });

  test('what Intuit gives is left for the operator to fill in; until then no webhook can be verified', () => {
    const { GenerateSecretString } = Generated.parse(secret('QuickbooksApp').Properties);
    expect(JSON.parse(GenerateSecretString.SecretStringTemplate)).toEqual({
      clientId: '',
      clientSecret: '',
      verifierTokens: [],
    });
  });
});

test('domain events go to a bus with a known name and can be replayed for as long as dead letters are kept', () => {
  expect(template.named('AWS::Events::EventBus', 'EventBus').Properties).toMatchObject({
    Name: 'ledgerlane',
  });
  const [archive] = template.ofType('AWS::Events::Archive');
  expect(archive?.Properties['RetentionDays']).toBe(14);
  expect(plain(archive?.Properties['SourceArn'])).toBe('EventBus');
});

const Key = z.object({ AttributeName: z.string() });
const Attribute = z.object({ AttributeName: z.string(), AttributeType: z.string() });
const TableProperties = z.looseObject({
  KeySchema: z.array(Key),
  AttributeDefinitions: z.array(Attribute),
  GlobalSecondaryIndexes: z
    .array(
      z.object({
        IndexName: z.string(),
        KeySchema: z.array(Key),
        Projection: z.object({ ProjectionType: z.string() }),
      }),
    )
    .default([]),
});
const Generated = z.object({
  GenerateSecretString: z.looseObject({
    SecretStringTemplate: z.string(),
    PasswordLength: z.number().optional(),
  }),
});

const keyed = (
  keys: readonly z.infer<typeof Key>[],
  attributes: readonly z.infer<typeof Attribute>[],
): string =>
  keys
    .map(({ AttributeName: name }) => {
      const type = attributes.find(({ AttributeName }) => AttributeName === name)?.AttributeType;
      return `${name} ${type ?? 'missing'}`;
    })
    .join(', ');
const plainId = ({ id }: { readonly id: string }): string => plain({ Ref: id });
