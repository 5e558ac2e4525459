// Reads the Lambda functions of the template: code, handler, limits and environment.
import { z } from 'zod';
import { startFailure } from '../start-failure.ts';
import type { FunctionDefinition } from '../lambda/function-definition.ts';
import { apiHost } from './names.ts';
import { type Names, resolveValue } from './resolve.ts';
import type { Resource, Template } from './template.ts';

export type FunctionSettings = {
  /** Added to every function: the emulators' addresses and what the caller overrides. */
  readonly environment: Readonly<Record<string, string>>;
  /** The most processes per function, whatever concurrency the template reserves. */
  readonly maxProcesses: number;
  readonly apiUrl: string;
};

export type NamedFunction = { readonly id: string; readonly definition: FunctionDefinition };

export const readFunctions = (
  template: Template,
  names: Names,
  settings: FunctionSettings,
): readonly NamedFunction[] =>
  template.ofType('AWS::Lambda::Function').map((resource) => ({
    id: resource.id,
    definition: readFunction(resource, template, { names, settings }),
  }));

const readFunction = (
  { id, properties }: Resource,
  template: Template,
  { names, settings }: { names: Names; settings: FunctionSettings },
): FunctionDefinition => {
  const { Code, Handler, Timeout, MemorySize, Runtime, Environment, ReservedConcurrentExecutions } =
    functionSchema.parse(resolveValue(properties, names));
  const codeFolder = template.assetFolder(Code.S3Key);
  if (!Runtime.startsWith('nodejs') || codeFolder === undefined) {
    throw startFailure(
      'not-emulated',
      `The function ${id} (${Runtime}) has no Node.js bundle in the cloud assembly; only such functions run locally.`,
    );
  }
  const { ref: name, attributes } = names.get(id) ?? { ref: id, attributes: {} };
  return {
    name,
    arn: attributes['Arn'] ?? name,
    codeFolder,
    handler: Handler,
    timeoutSeconds: Timeout,
    memoryMb: MemorySize,
    maxConcurrency: Math.min(ReservedConcurrentExecutions ?? settings.maxProcesses, settings.maxProcesses),
    environment: { ...withApiUrl(Environment.Variables, settings.apiUrl), ...settings.environment },
  };
};

/** CDK composes the URL of an HTTP API from its id and the region, a host that only exists on AWS. */
const withApiUrl = (variables: Readonly<Record<string, string>>, apiUrl: string): Record<string, string> =>
  Object.fromEntries(
    Object.entries(variables).map(([name, value]) => [name, value.replaceAll(apiHost, apiUrl)]),
  );

// Lambda's own values for what a template leaves out.
const functionSchema = z.object({
  Code: z.object({ S3Key: z.string() }),
  Handler: z.string(),
  Runtime: z.string(),
  Timeout: z.coerce.number().default(3),
  MemorySize: z.coerce.number().default(128),
  ReservedConcurrentExecutions: z.coerce.number().optional(),
  Environment: z
    .object({ Variables: z.record(z.string(), z.coerce.string()).default({}) })
    .default({ Variables: {} }),
});
