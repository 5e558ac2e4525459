// AWS SDK clients for emulators: dummy credentials, and no retries that could hide a fault.
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';

const local = (endpoint: string) => ({
  endpoint,
  region: 'us-east-1',
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  maxAttempts: 1,
});

export const dynamoDbAt = (endpoint: string): DynamoDBClient => new DynamoDBClient(local(endpoint));
export const sqsAt = (endpoint: string): SQSClient => new SQSClient(local(endpoint));
