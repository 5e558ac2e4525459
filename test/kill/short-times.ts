// The synthesised stack with shorter times, for this test only: a killed worker's messages come back in seconds.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { STACK_NAME } from '../../local/synth.ts';

/**
 * Lease and visibility keep their order. The function may live longer than both, which it may not in production: only so
 * does a frozen worker come back alive after its lease, while another one has its messages.
 */
export const SHORT = {
  ledgerCallMs: 1_500,
  leaseMs: 5_000,
  visibilitySeconds: 8,
  deadLetterVisibilitySeconds: 10,
  functionSeconds: 24,
} as const;

const TEMPLATE = z.looseObject({
  Resources: z.record(
    z.string(),
    z.looseObject({ Type: z.string(), Properties: z.record(z.string(), z.unknown()).optional() }),
  ),
});
const ASSETS = z.looseObject({
  files: z.record(z.string(), z.looseObject({ source: z.looseObject({ path: z.string() }) })),
});
const VARIABLES = z.object({ Environment: z.object({ Variables: z.record(z.string(), z.unknown()) }) });

/** Writes the shortened template into a folder; the bundles stay where they are. Answers the folder. */
export function shortenTimes(cdkOut: string, folder: string): string {
  mkdirSync(folder, { recursive: true });
  const template = TEMPLATE.parse(readJson(join(cdkOut, `${STACK_NAME}.template.json`)));
  const Resources = Object.fromEntries(
    Object.entries(template.Resources).map(([id, { Type, Properties = {}, ...rest }]) => [
      id,
      { ...rest, Type, Properties: shortened(Type, Properties) },
    ]),
  );
  write(join(folder, `${STACK_NAME}.template.json`), { ...template, Resources });
  const assets = ASSETS.parse(readJson(join(cdkOut, `${STACK_NAME}.assets.json`)));
  const files = Object.fromEntries(
    Object.entries(assets.files).map(([key, { source, ...rest }]) => [
      key,
      { ...rest, source: { ...source, path: resolve(cdkOut, source.path) } },
    ]),
  );
  write(join(folder, `${STACK_NAME}.assets.json`), { ...assets, files });
  return folder;
}

type Properties = Readonly<Record<string, unknown>>;

function shortened(type: string, properties: Properties): Properties {
  if (type === 'AWS::SQS::Queue' && 'VisibilityTimeout' in properties) {
    const { visibilitySeconds, deadLetterVisibilitySeconds } = SHORT;
    const seconds = 'RedrivePolicy' in properties ? visibilitySeconds : deadLetterVisibilitySeconds;
    return { ...properties, VisibilityTimeout: seconds };
  }
  const variables = VARIABLES.safeParse(properties).data?.Environment.Variables;
  if (type !== 'AWS::Lambda::Function' || variables?.['LANE_LEASE_MS'] === undefined) return properties;
  const Variables = {
    ...variables,
    LANE_LEASE_MS: String(SHORT.leaseMs),
    LEDGER_CALL_TIMEOUT_MS: String(SHORT.ledgerCallMs),
  };
  return { ...properties, Timeout: SHORT.functionSeconds, Environment: { Variables } };
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(file, 'utf8'));
}

function write(file: string, value: unknown): void {
  writeFileSync(file, JSON.stringify(value));
}
