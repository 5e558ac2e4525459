// A table and the way to it: what every DynamoDB store is made of.
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Clock, Random } from '../host/host.ts';

export interface Table {
  readonly client: DynamoDBClient;
  readonly name: string;
  readonly clock: Pick<Clock, 'now' | 'wait'>;
  readonly random: Pick<Random, 'fraction' | 'secret'>;
}
