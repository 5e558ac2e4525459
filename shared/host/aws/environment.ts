// The environment of a function: what infra/functions.ts gave it, read once and checked.
import * as z from 'zod';

/** Variables that every function has, and those that only some have. */
export type Environment = z.infer<typeof ENVIRONMENT>;

/** Reads the variables. Throws with the names of all that are missing or wrong: the function cannot work like that. */
export function readEnvironment(
  variables: Readonly<Record<string, string | undefined>> = process.env,
): Environment {
  const read = ENVIRONMENT.safeParse(variables);
  if (read.success) return read.data;
  const names = read.error.issues.map(({ path, message }) => `${path.join('.')} (${message})`);
  throw new Error(`Environment variables are missing or wrong: ${names.join(', ')}`);
}

/** A variable that this function was not given but needs for what it is doing. */
export function needed(environment: Environment, name: keyof Environment): string {
  const value = environment[name];
  if (value === undefined) throw new Error(`This function was not given the environment variable ${name}`);
  return String(value);
}

const name = z.string().min(1);
const milliseconds = z.coerce.number().int().positive();

const ENVIRONMENT = z.object({
  LINKS_TABLE: name,
  CONNECTIONS_TABLE: name,
  LANES_QUEUE_URL: z.url(),
  LANES_DLQ_URL: z.url().optional(),
  SOURCES_DLQ_URL: z.url().optional(),
  CALLBACKS_QUEUE_URL: z.url().optional(),
  SOURCES_QUEUE_URL: z.url().optional(),
  WRITES_TABLE: name.optional(),
  EVENT_BUS_NAME: name.optional(),
  KEYRING_SECRET_ID: name.optional(),
  OIDC_ISSUER: z.url().optional(),
  OIDC_CLIENT_ID: name.optional(),
  CONSOLE_URL: z.url().optional(),
  LEDGER_CALL_TIMEOUT_MS: milliseconds.optional(),
  LANE_LEASE_MS: milliseconds.optional(),
  QUICKBOOKS_APP_SECRET_ID: name.optional(),
  QUICKBOOKS_ENVIRONMENT: z.enum(['production', 'sandbox']).optional(),
  SNELSTART_APP_SECRET_ID: name.optional(),
  // Only `npm start` sets it: the address of the simulator on this machine.
  SNELSTART_SIMULATOR_URL: z.url().optional(),
  HUBSPOT_APP_SECRET_ID: name.optional(),
  // Only `npm start` sets it: the address of the simulator on this machine.
  HUBSPOT_SIMULATOR_URL: z.url().optional(),
  // Only `npm start` sets it: products on this machine may be called, which nowhere else may be reached.
  CALLBACKS_MAY_STAY_LOCAL: z.literal('yes').optional(),
  // Only `npm start` sets it: the address of the simulator on this machine, for all of Intuit's endpoints.
  QUICKBOOKS_SIMULATOR_URL: z.url().optional(),
  // Only `npm start` and the benchmark set it: the simulator's own limits may be higher than Intuit's.
  QUICKBOOKS_LIMITS: z.string().optional(),
});
