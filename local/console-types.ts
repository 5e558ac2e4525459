// npm run types:console: the types of the console's client, made of the API's own description and kept beside it.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import openapiTypes, { astToString } from 'openapi-typescript';
import { openApiDocument } from '../functions/api/openapi/document.ts';
import { ROOT } from './synth.ts';

export const TYPES_FILE = join(ROOT, 'console/src/api/schema.d.ts');

const HEAD = `// The API's types, made of its OpenAPI document by npm run types:console. Do not change them by hand.\n\n`;

/** The text of the file as it should be now. */
export async function consoleTypes(): Promise<string> {
  const document: unknown = JSON.parse(JSON.stringify(openApiDocument()));
  return HEAD + astToString(await openapiTypes(JSON.stringify(document), { alphabetize: false }));
}

if (import.meta.main) {
  await writeFile(TYPES_FILE, await consoleTypes());
  console.log(`Written: ${TYPES_FILE}`);
}
