// Builds the console if its files are newer than what was built from them; npm start does so beside everything else.
import { spawn } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { newestIn, ROOT } from '../synth.ts';
import { CONSOLE_DIST } from './front.ts';

const SOURCES = [
  'console/src',
  'console/public',
  'console/index.html',
  'vite.config.ts',
  'package-lock.json',
];

export function isConsoleStale(): boolean {
  const built = join(CONSOLE_DIST, 'index.html');
  if (!existsSync(built)) return true;
  return statSync(built).mtimeMs < Math.max(...SOURCES.map((source) => newestIn(join(ROOT, source))));
}

/** Answers whether it worked; what went wrong is said. */
export function buildConsole(say: (line: string) => void): Promise<boolean> {
  return new Promise((resolve) => {
    const args = [join(ROOT, 'node_modules/vite/bin/vite.js'), 'build', '--logLevel', 'warn'];
    // Whoever starts us may run under another one, as tests do: React's development build is half as large again.
    const env = { ...process.env, NODE_ENV: 'production' };
    const child = spawn(process.execPath, args, { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (part) => (said = (said + String(part)).slice(-4_000)));
    child.on('error', (error) => {
      say(`The console was not built: ${error.message}`);
      resolve(false);
    });
    child.on('exit', (code) => {
      if (code !== 0) say(`The console was not built:\n${said}`);
      resolve(code === 0);
    });
  });
}
