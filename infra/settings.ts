// What an installation may choose for itself: `cdk deploy --context name=value`.
import type { Node } from 'constructs';

export type Settings = {
  /** Where the sweep's working day is: it runs by this wall clock, also across daylight-saving changes. */
  readonly timeZone: string;
  /** Sandbox unless told otherwise: a fresh installation must not be able to reach real books by accident. */
  readonly quickbooksEnvironment: 'production' | 'sandbox';
  /** The prefix of the sign-in pages' address, unique in a region; from the account's number unless said. */
  readonly signInDomain?: string | undefined;
  /** A failure that so many whole units of money hang on is told at once, whatever the currency. */
  readonly tellAbove: number;
  /** Off only for young AWS accounts, whose quota is too small to reserve anything from. */
  readonly reserveConcurrency: boolean;
};

export const settingsFrom = (node: Node): Settings => ({
  timeZone: timeZone(choice(node, 'timeZone', 'Europe/Amsterdam')),
  quickbooksEnvironment: quickbooksEnvironment(choice(node, 'quickbooksEnvironment', 'sandbox')),
  signInDomain: signInDomain(choice(node, 'signInDomain', '')),
  tellAbove: wholeNumber(choice(node, 'tellAbove', '1000')),
  reserveConcurrency: choice(node, 'reserveConcurrency', 'true') !== 'false',
});

// The command line gives strings, cdk.json may also give true and false.
const choice = (node: Node, name: string, otherwise: string): string => {
  const value: unknown = node.tryGetContext(name);
  if (value === undefined) return otherwise;
  if (typeof value === 'string' || typeof value === 'boolean') return String(value);
  throw new Error(`Context ${name} must be a single value.`);
};

const quickbooksEnvironment = (name: string): Settings['quickbooksEnvironment'] => {
  if (name === 'production' || name === 'sandbox') return name;
  throw new Error(`Context quickbooksEnvironment is "${name}"; it must be "production" or "sandbox".`);
};

const signInDomain = (prefix: string): string | undefined => {
  if (prefix === '') return undefined;
  if (/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(prefix)) return prefix;
  throw new Error(`Context signInDomain is "${prefix}"; it takes small letters, digits and hyphens.`);
};

const wholeNumber = (text: string): number => {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new Error(`Context tellAbove is "${text}"; it must be a whole number.`);
};

const timeZone = (name: string): string => {
  // Throws on an unknown zone here, at synth, instead of half-way through a deployment.
  new Intl.DateTimeFormat('en', { timeZone: name });
  return name;
};
