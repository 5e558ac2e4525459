// Who we are on this machine instead of an AWS account: a region, an account number and the names made of them.

export const REGION = 'us-east-1';
export const ACCOUNT = '000000000000';

/** An ARN in our account, for example `arn('sqs', 'Lanes.fifo')`. */
export const arn = (service: string, resource: string): string =>
  `arn:aws:${service}:${REGION}:${ACCOUNT}:${resource}`;

/** The settings of an SDK client that talks to one of our emulators. */
export const localClient = (endpoint: string) => ({
  endpoint,
  region: REGION,
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
});
