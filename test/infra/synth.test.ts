// The real thing once: the entry of cdk.json with bundles, as it is deployed, and each bundle loaded like Lambda does.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { SECRET_LIKE } from './secret-like.ts';
import { plain, plainName } from './template.ts';

const out = mkdtempSync(join(tmpdir(), 'ledgerlane-synth-'));
afterAll(() => rmSync(out, { recursive: true }));

// Nothing else of this process's environment: it may hold an account, and the synth must not need one.
const { PATH, HOME } = process.env;
beforeAll(() => {
  execFileSync(process.execPath, ['infra/app.ts'], {
    cwd: fileURLToPath(new URL('../../', import.meta.url)),
    env: { PATH, HOME, CDK_OUTDIR: out },
    stdio: 'pipe',
  });
});

describe.each(['Webhooks', 'Sync', 'Scheduler', 'Api', 'Callbacks', 'Source'])('the bundle of %s', (name) => {
  test('is one CommonJS file that exports a handler', () => {
    const { folder, environment } = bundle(name);
    expect(readdirSync(folder).sort()).toEqual(['index.js', 'package.json']);
    const loads = `console.log(typeof require(${JSON.stringify(folder)}).handler)`;
    // Queue URLs are only known after a deployment, and the functions check that they are URLs.
    const urls = {
      LANES_QUEUE_URL: 'https://sqs.test/lanes',
      LANES_DLQ_URL: 'https://sqs.test/dead',
      SOURCES_DLQ_URL: 'https://sqs.test/dead-sources',
      CALLBACKS_QUEUE_URL: 'https://sqs.test/calls',
      SOURCES_QUEUE_URL: 'https://sqs.test/sources',
      OIDC_ISSUER: 'https://issuer.test/pool',
    };
    const env = { ...environment, ...urls, AWS_REGION: 'eu-central-1', AWS_LAMBDA_FUNCTION_NAME: name };
    expect(execFileSync(process.execPath, ['-e', loads], { env, encoding: 'utf8' }).trim()).toBe('function');
  });

  test('holds no secret', () => {
    const code = readFileSync(join(bundle(name).folder, 'index.js'), 'utf8');
    for (const pattern of SECRET_LIKE) expect(code).not.toMatch(pattern);
  });
});

test('webhooks start fast: at most 650 KB, of which the AWS clients are 380, and planning 120 that start later', () => {
  expect(readFileSync(join(bundle('Webhooks').folder, 'index.js')).length).toBeLessThanOrEqual(650 * 1024);
});

const bundle = (name: string) => {
  const template = Template.parse(JSON.parse(readFileSync(join(out, 'Ledgerlane.template.json'), 'utf8')));
  const found = Object.entries(template.Resources).find(
    ([id, { Type }]) => Type === 'AWS::Lambda::Function' && plainName(id) === name,
  );
  const { Code, Environment } = Bundled.parse(found?.[1].Properties);
  const variables = Object.entries(Environment.Variables).map(([key, value]) => [key, plain(value)]);
  return {
    folder: join(out, `asset.${Code.S3Key.replace(/\.zip$/, '')}`),
    environment: z.record(z.string(), z.string()).parse(Object.fromEntries(variables)),
  };
};

const Template = z.object({
  Resources: z.record(z.string(), z.object({ Type: z.string(), Properties: z.unknown().optional() })),
});
const Bundled = z.object({
  Code: z.object({ S3Key: z.string() }),
  Environment: z.object({ Variables: z.record(z.string(), z.unknown()) }),
});
