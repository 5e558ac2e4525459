// Makes the tables of the template, with their indexes, expiry and streams; tables that are there stay as they are.
import {
  CreateTableCommand,
  DescribeTableCommand,
  type DynamoDBClient,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import { z } from 'zod';
import { startFailure } from '../start-failure.ts';
import { type Names, resolveValue } from './resolve.ts';
import type { Template } from './template.ts';

/** Logical id -> table name. */
export type Tables = Readonly<Record<string, string>>;

export const createTables = async (
  template: Template,
  names: Names,
  dynamoDb: DynamoDBClient,
): Promise<Tables> => {
  const tables: Record<string, string> = {};
  for (const { id, properties } of template.ofType('AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable')) {
    const name = names.get(id)?.ref ?? id;
    const definition = tableSchema.parse(resolveValue(properties, names));
    await createTable(dynamoDb, name, definition);
    tables[id] = name;
  }
  return tables;
};

const createTable = async (
  dynamoDb: DynamoDBClient,
  TableName: string,
  definition: TableDefinition,
): Promise<void> => {
  const stream = definition.StreamSpecification;
  const create = new CreateTableCommand({
    TableName,
    BillingMode: 'PAY_PER_REQUEST',
    KeySchema: definition.KeySchema,
    AttributeDefinitions: definition.AttributeDefinitions,
    GlobalSecondaryIndexes: definition.GlobalSecondaryIndexes,
    LocalSecondaryIndexes: definition.LocalSecondaryIndexes,
    StreamSpecification: stream && { StreamEnabled: true, StreamViewType: stream.StreamViewType },
  });
  const isNew = await dynamoDb.send(create).then(
    () => true,
    (error: unknown) => {
      if (isNamed(error, 'ResourceInUseException')) return false;
      throw error;
    },
  );
  if (!isNew) return checkIndexes(dynamoDb, TableName, definition);
  const { TimeToLiveSpecification } = definition;
  if (TimeToLiveSpecification?.Enabled !== true) return;
  await dynamoDb.send(new UpdateTimeToLiveCommand({ TableName, TimeToLiveSpecification }));
};

/** Data of an older version lacks newer indexes, and would only fail in the middle of a query: better to say so now. */
const checkIndexes = async (
  dynamoDb: DynamoDBClient,
  TableName: string,
  definition: TableDefinition,
): Promise<void> => {
  const { Table } = await dynamoDb.send(new DescribeTableCommand({ TableName }));
  const there = new Set(Table?.GlobalSecondaryIndexes?.map(({ IndexName }) => IndexName));
  const missing = definition.GlobalSecondaryIndexes?.find(({ IndexName }) => !there.has(IndexName));
  if (missing === undefined) return;
  throw startFailure(
    'data-outdated',
    `The data folder comes from an older version: its table ${TableName} has no index ${missing.IndexName}. ` +
      `Delete the folder, or start with another one.`,
  );
};

export const isNamed = (error: unknown, name: string): boolean =>
  error instanceof Error && error.name === name;

const keySchema = z.array(z.object({ AttributeName: z.string(), KeyType: z.enum(['HASH', 'RANGE']) }));
// Capacity and other settings of an index that the emulator has no use for are left out.
const indexes = z.array(
  z.object({
    IndexName: z.string(),
    KeySchema: keySchema,
    Projection: z.object({
      ProjectionType: z.enum(['ALL', 'KEYS_ONLY', 'INCLUDE']).optional(),
      NonKeyAttributes: z.array(z.string()).optional(),
    }),
  }),
);
const tableSchema = z.object({
  KeySchema: keySchema,
  AttributeDefinitions: z.array(
    z.object({ AttributeName: z.string(), AttributeType: z.enum(['S', 'N', 'B']) }),
  ),
  GlobalSecondaryIndexes: indexes.optional(),
  LocalSecondaryIndexes: indexes.optional(),
  TimeToLiveSpecification: z.object({ AttributeName: z.string(), Enabled: z.boolean() }).optional(),
  StreamSpecification: z
    .object({ StreamViewType: z.enum(['NEW_IMAGE', 'OLD_IMAGE', 'NEW_AND_OLD_IMAGES', 'KEYS_ONLY']) })
    .optional(),
});
type TableDefinition = z.infer<typeof tableSchema>;
