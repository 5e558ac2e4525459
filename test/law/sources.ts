// The source files of the repository with what each imports: what the law tests look at.
import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import ts from 'typescript';

const ROOT = join(import.meta.dirname, '../..');

export interface Source {
  /** From the repository's root, with slashes: `shared/core/money.ts`. */
  readonly path: string;
  readonly text: string;
  readonly imports: readonly Import[];
}

/** One import: a file of ours by its path, or a package by its name. */
export interface Import {
  readonly specifier: string;
  readonly file?: string | undefined;
}

/** All TypeScript and JavaScript files of some folders. */
export function sourcesOf(...folders: readonly string[]): readonly Source[] {
  return folders
    .flatMap((folder) => globSync(`${folder}/**/*.{ts,tsx,mts,js,mjs}`, { cwd: ROOT }))
    .filter((path) => !path.includes('node_modules') && !path.includes('/dist/'))
    .sort()
    .map((path) => {
      const text = readFileSync(join(ROOT, path), 'utf8');
      return { path, text, imports: importsOf(path, text) };
    });
}

function importsOf(path: string, text: string): readonly Import[] {
  return ts.preProcessFile(text, true, true).importedFiles.map(({ fileName }) => ({
    specifier: fileName,
    file: fileName.startsWith('.') ? relative(ROOT, join(ROOT, dirname(path), fileName)) : undefined,
  }));
}

/** Every node of a file's syntax tree. */
export function* nodesOf({ path, text }: Source): Generator<ts.Node> {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const open: ts.Node[] = [file];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    yield node;
    node.forEachChild((child) => {
      open.push(child);
    });
  }
}
