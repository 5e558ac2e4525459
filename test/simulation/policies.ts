// Policies: what each seed draws. A preset, and on it a random part of all settings; only what is valid as a whole is kept.
import { contradictionsIn } from '../../shared/core/contradictions.ts';
import { CLOCK_PMS } from '../../shared/core/presets/clock-pms.ts';
import { PRESETS } from '../../shared/core/presets/index.ts';
import type { Policy } from '../../shared/core/policy.ts';
import type { Wants } from './cell-rows.ts';
import { bookable, CHOICES } from './policy-settings.ts';

/** A session of an hour never ends within a seed, and plays as one of ten minutes does. */
const SET_BY_US: readonly string[] = ['ttl 60'];

const KNOWN = CHOICES.map(({ name }) => name.split(' ').at(-1) ?? '');
/** What {@link bookable} fills in, and labels. */
const FILLED = [
  'preset',
  'timeZone',
  'customers.nameTemplate',
  'items.map',
  'items.accountMap',
  'items.defaultItem',
  'items.defaultIncomeAccount',
  'refunds.expenseAccountByCurrency',
  'tax.map',
  'tax.default',
];

/** The presets of the index that only use what the simulation can play; new ones join by themselves. */
export const PLAYED: readonly Policy[] = Object.values(PRESETS).filter(
  (preset) => whyNotPlayed(preset) === undefined,
);

/** What stands in the way of a preset: a setting that no choice knows, or a value of it that none has. */
export function whyNotPlayed(preset: Policy): string | undefined {
  const strange = CHOICES.find(({ options, wordIn }) => {
    const word = wordIn(preset);
    return !options.some((option) => option.word === word) && !SET_BY_US.includes(word);
  });
  if (strange !== undefined) return `${strange.name} is ${strange.wordIn(preset)}`;
  const plain = leavesOf(CLOCK_PMS);
  // A setting that nothing here plays has to be as it is where nothing is made of it.
  const unknown = [...leavesOf(preset)].find(([path, value]) => !isKnown(path) && plain.get(path) !== value);
  return unknown === undefined ? undefined : `${unknown[0]} is ${unknown[1]}`;
}

function isKnown(path: string): boolean {
  return [...KNOWN, ...FILLED].some((known) => path === known || path.startsWith(`${known}.`));
}

/** Settings of the presets that nothing here draws, so that they can be seen. */
export function neverDrawn(): readonly string[] {
  const paths = new Set(Object.values(PRESETS).flatMap((preset) => [...leavesOf(preset).keys()]));
  return [...paths].filter((path) => !isKnown(path)).sort();
}

function leavesOf(value: unknown, path = ''): Map<string, string> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return new Map([[path, JSON.stringify(value) ?? 'none']]);
  const entries = Object.entries(value).flatMap(([name, member]) => [
    ...leavesOf(member, path === '' ? name : `${path}.${name}`),
  ]);
  return new Map(entries);
}

export interface DrawnPolicy {
  readonly policy: Policy;
  /** Whether the company takes numbers of others. */
  readonly customNumbers: boolean;
}

/** How often a setting differs from its preset. */
const CHANGED = 0.2;
/** Some seeds are their preset as it stands. */
const PLAIN = 0.15;

/** Policies of the connections of one company each; `company` says which connections share one. */
export function drawPolicies(random: () => number, companies: readonly number[]): readonly DrawnPolicy[] {
  const drawn: DrawnPolicy[] = [];
  for (const [index, company] of companies.entries()) {
    const before = companies.indexOf(company);
    const shared = before < index ? drawn[before] : undefined;
    drawn.push(drawPolicy(random, shared));
  }
  return drawn;
}

function drawPolicy(random: () => number, shared: DrawnPolicy | undefined): DrawnPolicy {
  const preset = PLAYED[Math.floor(random() * PLAYED.length)] ?? CLOCK_PMS;
  const isPlain = random() < PLAIN;
  let policy = withCompany(bookable(preset), shared);
  // Each draw takes the same numbers whatever came before it: a new setting moves only what follows.
  for (const { options } of CHOICES) {
    const [chance, place] = [random(), random()];
    const option = options[Math.floor(place * options.length)];
    if (isPlain || chance >= CHANGED || option === undefined) continue;
    const next = withCompany(option.apply(policy), shared);
    const valid = [next, ...mended(next)].find((one) => contradictionsIn(one).length === 0);
    policy = valid ?? policy;
  }
  const on = random() < 0.5;
  const { customNumbers } = policy.preflight;
  return {
    policy,
    customNumbers: shared?.customNumbers ?? (customNumbers === 'any' ? on : customNumbers === 'require_on'),
  };
}

/** A policy with these settings, each with the first of its words unless it has one of them; what contradicts the rest is left. */
export function withSettings(drawn: DrawnPolicy, wanted: NonNullable<Wants['policy']>): DrawnPolicy {
  let { policy } = drawn;
  for (const [name, ...words] of wanted) {
    const choice = CHOICES.find((one) => one.name === name);
    const option = choice?.options.find(({ word }) => word === words[0]);
    if (choice === undefined || option === undefined)
      throw new Error(`There is no setting ${name} = ${words[0]}`);
    if (words.includes(choice.wordIn(policy))) continue;
    const next = option.apply(policy);
    policy = [next, ...mended(next)].find((one) => contradictionsIn(one).length === 0) ?? policy;
  }
  return { ...drawn, policy };
}

/** A company has its switches once: the second connection of it may not want them otherwise. */
function withCompany(policy: Policy, shared: DrawnPolicy | undefined): Policy {
  if (shared === undefined) return policy;
  const wanted = shared.customNumbers ? 'require_on' : 'require_off';
  const fits = policy.preflight.customNumbers === wanted || policy.preflight.customNumbers === 'any';
  return fits ? policy : { ...policy, preflight: { ...policy.preflight, customNumbers: 'any' } };
}

/** What a person would do about a contradiction: the other setting follows the one that was just chosen. */
function mended(policy: Policy): readonly Policy[] {
  const linked: Policy = { ...policy, customers: { ...policy.customers, onMissing: 'require_linked' } };
  const both: Policy = { ...policy, customers: { ...policy.customers, direction: 'both' } };
  const edits: Policy = { ...policy, invoices: { ...policy.invoices, inbound: 'edits_of_owned' } };
  const told: Policy = { ...policy, schedule: { ...policy.schedule, inbound: { mode: 'manual' } } };
  const plain: Policy = { ...policy, preflight: { ...policy.preflight, customNumbers: 'any' } };
  const unlinked: Policy = { ...policy, creditNotes: { ...policy.creditNotes, autoLink: 'never' } };
  const calm: Policy = { ...policy, ends: { ...policy.ends, linkedPayments: 'ignore' } };
  const bothTold: Policy = { ...both, schedule: told.schedule };
  const editsTold: Policy = { ...edits, schedule: told.schedule };
  const linkedTold: Policy = { ...linked, schedule: told.schedule };
  return [linked, both, edits, told, plain, unlinked, calm, bothTold, editsTold, linkedTold];
}

/** The settings of a policy as they are counted: `C8 payments.direction = to_source`. */
export function settingsOf(policy: Policy): readonly string[] {
  return [`preset = ${policy.preset}`, ...CHOICES.map(({ name, wordIn }) => `${name} = ${wordIn(policy)}`)];
}

/** Everything that may be counted, so that what was never drawn is seen too. */
export function allSettings(): readonly string[] {
  const options = CHOICES.flatMap(({ name, options: all }) => all.map(({ word }) => `${name} = ${word}`));
  return [...new Set([...PLAYED.map(({ preset }) => `preset = ${preset}`), ...options])];
}
