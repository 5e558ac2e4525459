// Three tables, split by who may write them: the links, the journal of ledger writes, and the connections.
import { RemovalPolicy } from 'aws-cdk-lib';
import type { Attribute, GlobalSecondaryIndexPropsV2 } from 'aws-cdk-lib/aws-dynamodb';
import { AttributeType, Billing, ProjectionType, TableEncryptionV2, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import type { Construct } from 'constructs';

export type Tables = { readonly links: TableV2; readonly writes: TableV2; readonly connections: TableV2 };

export const makeTables = (scope: Construct): Tables => ({
  links: table(scope, 'Links', text('sk'), LINK_INDEXES),
  writes: table(scope, 'Writes', number('seq')),
  connections: table(scope, 'Connections', text('sk')),
});

const text = (name: string): Attribute => ({ name, type: AttributeType.STRING });
const number = (name: string): Attribute => ({ name, type: AttributeType.NUMBER });

// Sparse: a synced record is in none of them, so the healthy path pays for no index write.
const keysOnly = (
  indexName: string,
  partitionKey: Attribute,
  sortKey: Attribute,
): GlobalSecondaryIndexPropsV2 => ({
  indexName,
  partitionKey,
  sortKey,
  projectionType: ProjectionType.KEYS_ONLY,
});
const LINK_INDEXES = [
  keysOnly('due', text('duePk'), number('dueAt')), // what a lane should take up again, and when
  {
    ...keysOnly('health', text('healthPk'), number('since')), // what the console lists, counts and sums up
    // Some hundred bytes more, and only of rows that somebody has to see: causes and money are told without reading the rows.
    projectionType: ProjectionType.INCLUDE,
    nonKeyAttributes: ['why', 'm'],
  },
  keysOnly('waits', text('waitsFor'), text('pk')), // who waits for a record that has just settled
];

const table = (
  scope: Construct,
  id: string,
  sortKey: Attribute,
  globalSecondaryIndexes: GlobalSecondaryIndexPropsV2[] = [],
): TableV2 =>
  new TableV2(scope, `${id}Table`, {
    partitionKey: text('pk'),
    sortKey,
    globalSecondaryIndexes,
    billing: Billing.onDemand(), // nothing to pay while idle
    // AWS's own key: encrypted and audited without a monthly fee; tokens are sealed once more by the code itself.
    encryption: TableEncryptionV2.awsManagedKey(),
    timeToLiveAttribute: 'expiresAt',
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    deletionProtection: true,
    removalPolicy: RemovalPolicy.RETAIN,
  });
