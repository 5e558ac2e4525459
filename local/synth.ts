// Synthesises the stack for this machine, unless the template is newer than everything it is made of.
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startFailure } from './start-failure.ts';

export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
export const STACK_NAME = 'Ledgerlane';

/** What the template and the bundles are made of. */
const SOURCES = ['infra', 'functions', 'shared', 'package-lock.json', 'cdk.json'];

/** The folder with an up-to-date template. It is our own: other cdk commands rewrite `cdk.out` with unbundled code. */
export async function synthesise(dataDir: string, say: (line: string) => void): Promise<string> {
  const out = join(dataDir, 'cdk.out');
  const template = join(out, `${STACK_NAME}.template.json`);
  const newest = Math.max(...SOURCES.map((source) => newestIn(join(ROOT, source))));
  if (existsSync(template) && statSync(template).mtimeMs > newest) return out;
  say('Synthesising the stack (some 20 seconds; only when the code has changed) ...');
  // The app itself, without the cdk command around it: that one would take the host's own Node from the path.
  await run([join(ROOT, 'infra/app.ts')], { ...process.env, CDK_OUTDIR: out });
  return out;
}

/** When the newest file below a path was changed, in milliseconds. */
export function newestIn(path: string): number {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined || !stat.isDirectory()) return stat?.mtimeMs ?? 0;
  return Math.max(stat.mtimeMs, ...readdirSync(path).map((name) => newestIn(join(path, name))));
}

function run(args: readonly string[], env: NodeJS.ProcessEnv): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (part) => (said = (said + String(part)).slice(-4_000)));
    child.on('error', reject);
    child.on('exit', (code) => {
      if (code === 0) resolve();
      else reject(startFailure('template-unreadable', `The stack could not be synthesised:\n${said}`));
    });
  });
}
