// A function that lacks a variable says which.
import { expect, test } from 'vitest';
import { needed, readEnvironment } from '../../../shared/host/aws/environment.ts';

const least = {
  LINKS_TABLE: 'links',
  CONNECTIONS_TABLE: 'connections',
  LANES_QUEUE_URL: 'https://sqs.eu-west-1.amazonaws.com/1/lanes.fifo',
};

test('times are numbers, and variables of others do not matter', () => {
  expect(readEnvironment({ ...least, LANE_LEASE_MS: '65000', PATH: '/bin' })).toEqual({
    ...least,
    LANE_LEASE_MS: 65000,
  });
});

test('everything that is missing or wrong is named at once', () => {
  const read = () =>
    readEnvironment({ ...least, LINKS_TABLE: undefined, LANES_QUEUE_URL: 'x', LANE_LEASE_MS: 'y' });
  expect(read).toThrow(/LINKS_TABLE .*LANES_QUEUE_URL .*LANE_LEASE_MS /);
});

test('a variable that only some functions have is named when it is needed', () => {
  expect(() => needed(readEnvironment(least), 'KEYRING_SECRET_ID')).toThrow(/KEYRING_SECRET_ID/);
});
