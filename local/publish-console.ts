// npm run publish:console -- --outputs <file>: builds the console and puts it where the stack serves it from, by the AWS command.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { ASKED_ANEW, IMMUTABLE } from '../infra/console-headers.ts';
import { buildConsole } from './console/build.ts';
import { CONSOLE_DIST } from './console/front.ts';
import { STACK_NAME } from './synth.ts';

const OUTPUTS = z.object({
  [STACK_NAME]: z.object({
    ConsoleUrl: z.string(),
    ConsoleBucketName: z.string(),
    ConsoleDistributionId: z.string(),
  }),
});

const { values } = parseArgs({ options: { outputs: { type: 'string', default: 'cdk-outputs.json' } } });
const outputs = OUTPUTS.parse(JSON.parse(readFileSync(values.outputs, 'utf8')))[STACK_NAME];
if (!(await buildConsole((line) => console.error(line)))) process.exit(1);

const bucket = `s3://${outputs.ConsoleBucketName}`;
// The hashed files first and nothing deleted: who still has the page of yesterday finds its parts.
aws('s3', 'sync', `${CONSOLE_DIST}/assets`, `${bucket}/assets`, '--cache-control', IMMUTABLE);
aws('s3', 'sync', CONSOLE_DIST, bucket, '--exclude', 'assets/*', '--cache-control', ASKED_ANEW);
aws('cloudfront', 'create-invalidation', '--distribution-id', outputs.ConsoleDistributionId, '--paths', '/*');
console.log(`Published: ${outputs.ConsoleUrl}`);

function aws(...args: readonly string[]): void {
  const { status, error } = spawnSync('aws', args, { stdio: 'inherit' });
  if (error !== undefined) console.error(`The AWS command is needed for this: ${error.message}`);
  if (status !== 0) process.exit(1);
}
