// What a ledger costs outside its folder: every other file that names the second one stands here with its reason, and no file beside them.
import { expect, test } from 'vitest';
import { sourcesOf } from './sources.ts';

/** Its own: the connector, the simulator, the product's preset, and its part of the AWS host. */
const ITS_OWN =
  /^(shared\/connectors\/snelstart\/|simulators\/snelstart\/|shared\/core\/presets\/qics-milestones-snelstart\.ts$|shared\/host\/aws\/snelstart\.ts$|local\/demo-office\.ts$)/;

/** A line or two in each of these, and why it cannot be anywhere else. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  'shared/connectors/registry.ts': 'the line of the registry',
  'shared/connectors/planner-registry.ts': 'the same for plans, which are bundled without the connectors',
  'shared/connectors/notice-registry.ts': 'the same for notices, which are bundled without both',
  'shared/core/presets/index.ts': 'the line of the preset',
  'shared/host/aws/ledgers.ts': 'its parts on AWS',
  'shared/host/aws/ledger-notices.ts': 'its parts on AWS, where only notices are heard',
  'shared/host/aws/environment.ts': 'which secret is its app’s, and where its simulator is',
  'infra/secrets.ts': 'the secret of its app',
  'infra/functions.ts': 'who is told which secret that is',
  'infra/permissions.ts': 'who may read it',
  'infra/acknowledgements.ts': 'why that secret is not rotated',
  'infra/routes.ts': 'the address of its webhook',
  'functions/webhooks/routes.ts': 'the address of its webhook',
  'functions/api/openapi/operations/ledgers.ts': 'the description of that address',
  'local/start.ts': 'the demo: an option that brings it along',
  'local/system.ts': 'the demo: its simulator beside the others',
  'local/simulator.ts': 'the demo: which simulators there are',
  'local/demo-connection.ts': 'the demo: the name of its connection',
  'console/src/api/schema.d.ts': 'made from the description of the API',
};

const NAMING = sourcesOf('shared', 'functions', 'infra', 'local', 'simulators', 'console')
  .filter(({ text }) => /snelstart/i.test(text))
  .map(({ path }) => path)
  .filter((path) => !ITS_OWN.test(path));

test('no other file names the second ledger', () => {
  const told = 'ask for an ability of the ledger, a setting of the policy, or a member of the port';
  expect(NAMING.filter((path) => ELSEWHERE[path] === undefined).map((path) => `${path}: ${told}`)).toEqual(
    [],
  );
});

test('no file stands on the list that names it no more', () => {
  expect(Object.keys(ELSEWHERE).filter((path) => !NAMING.includes(path))).toEqual([]);
});

test('neither rules nor storage nor the work on a lane name it', () => {
  const core =
    /^(shared\/(core\/(?!presets\/)|storage\/|host\/(?!aws\/))|functions\/(sync|export|scheduler|source|tokens|http)\/)/;
  expect(NAMING.filter((path) => core.test(path))).toEqual([]);
});
