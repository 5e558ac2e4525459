// The three tables on an emulator, with names of their own per test file.
import {
  CreateTableCommand,
  type CreateTableCommandInput,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';

export interface TableNames {
  readonly links: string;
  readonly writes: string;
  readonly connections: string;
}

/** Creates the tables, with a prefix to their names. */
export async function createTables(client: DynamoDBClient, prefix: string): Promise<TableNames> {
  const names = {
    links: `${prefix}-links`,
    writes: `${prefix}-writes`,
    connections: `${prefix}-connections`,
  };
  for (const definition of Object.values(definitionsOf(names)))
    await client.send(new CreateTableCommand(definition));
  return names;
}

/** The tables as infra/tables.ts makes them; test/infra/tables.test.ts holds the two together. */
export const definitionsOf = (
  names: TableNames,
): Readonly<Record<keyof TableNames, CreateTableCommandInput>> => ({
  links: { ...table(names.links, 'sk', 'S'), ...INDEXES },
  writes: table(names.writes, 'seq', 'N'),
  connections: table(names.connections, 'sk', 'S'),
});

const table = (TableName: string, sortKey: string, sortType: 'S' | 'N') =>
  ({
    TableName,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [attribute('pk'), attribute(sortKey, sortType)],
    KeySchema: keys('pk', sortKey),
  }) satisfies CreateTableCommandInput;

const attribute = (AttributeName: string, AttributeType: 'S' | 'N' = 'S') => ({
  AttributeName,
  AttributeType,
});

const keys = (hash: string, range: string) => [
  { AttributeName: hash, KeyType: 'HASH' as const },
  { AttributeName: range, KeyType: 'RANGE' as const },
];

const keysOnly = (IndexName: string, hash: string, range: string) => ({
  IndexName,
  KeySchema: keys(hash, range),
  Projection: { ProjectionType: 'KEYS_ONLY' as const },
});

const INDEXES = {
  AttributeDefinitions: [
    ...['pk', 'sk', 'duePk', 'healthPk', 'waitsFor'].map((name) => attribute(name)),
    ...['dueAt', 'since'].map((name) => attribute(name, 'N')),
  ],
  GlobalSecondaryIndexes: [
    keysOnly('due', 'duePk', 'dueAt'),
    {
      ...keysOnly('health', 'healthPk', 'since'),
      Projection: { ProjectionType: 'INCLUDE' as const, NonKeyAttributes: ['why', 'm'] },
    },
    keysOnly('waits', 'waitsFor', 'pk'),
  ],
};
