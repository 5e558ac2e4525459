// Reads what `cdk synth` wrote: the stack's template, and where the code of its functions lies.
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { startFailure } from '../start-failure.ts';

export type Resource = {
  readonly id: string;
  readonly type: string;
  /** As in the template, with its references unresolved. */
  readonly properties: Readonly<Record<string, unknown>>;
};

export type Template = {
  readonly stackName: string;
  readonly all: readonly Resource[];
  readonly ofType: (...types: readonly string[]) => readonly Resource[];
  /** The folder that was packed into this S3 key. */
  readonly assetFolder: (s3Key: string) => string | undefined;
};

/** Reads `<cdkOut>/<stackName>.template.json` and its assets; throws a start failure when there is none. */
export const readTemplate = (cdkOut: string, stackName: string): Template => {
  const template = templateSchema.parse(readJson(join(cdkOut, `${stackName}.template.json`)));
  const assets = assetsSchema.parse(readJson(join(cdkOut, `${stackName}.assets.json`)));
  const all = Object.entries(template.Resources).map(([id, { Type, Properties }]) => ({
    id,
    type: Type,
    properties: Properties,
  }));
  return {
    stackName,
    all,
    ofType: (...types) => all.filter(({ type }) => types.includes(type)),
    assetFolder: (s3Key) => {
      const asset = assets.files[s3Key.replace(/\.zip$/, '')];
      return asset === undefined ? undefined : resolve(cdkOut, asset.source.path);
    },
  };
};

const templateSchema = z.object({
  Resources: z.record(
    z.string(),
    z.object({ Type: z.string(), Properties: z.record(z.string(), z.unknown()).default({}) }),
  ),
});
const assetsSchema = z.object({
  files: z.record(z.string(), z.object({ source: z.object({ path: z.string() }) })),
});

const readJson = (file: string): unknown => {
  if (!existsSync(file)) {
    throw startFailure(
      'template-missing',
      `There is no ${file}. Run "npm run synth" first: it builds the functions and writes it.`,
    );
  }
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    throw startFailure('template-unreadable', `${file} is not complete. Run "npm run synth" again.`);
  }
};
