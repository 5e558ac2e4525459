// Fault rules: which request goes wrong, and how. Nothing here knows what a request means.
import { z } from 'zod';
import { happens } from '../../quickbooks/service/chance.ts';
import { kindOf } from '../core/catalog.ts';
import type { SimRequest, Surroundings } from '../core/types.ts';

const plainEffects = [
  'commit-then-drop',
  'drop-before',
  'commit-then-500',
  '500',
  '502',
  '503-html',
  '504-after-commit',
  '429',
  '429-daily',
  '423',
  '477',
  'html',
  'truncate-body',
  'huge-body',
  'wrong-types',
] as const;

/** Nine digits are eleven days: longer than anybody waits, and no overflow of a timer. */
const TIMED = /^(delay|apply-late):(\d{1,9})$/;

const effectSchema = z
  .string()
  .refine(isEffect, `must be one of ${plainEffects.join(', ')}, delay:<ms>, apply-late:<ms>`);

const matchSchema = z.strictObject({
  method: z.string().optional(),
  pathRegex: z.string().refine(isRegex, 'not a regular expression').optional(),
  /** The kind of record in the path, by any of its names: `invoice`, `0-53`. */
  objectType: z.string().optional(),
  portal: z.number().optional(),
  /** Only the nth request that fits everything above, counted from 1. */
  nth: z.number().int().min(1).optional(),
  probability: z.number().min(0).max(1).optional(),
  /** How often the rule acts before it is used up. */
  count: z.number().int().min(1).optional(),
});

/** A fault rule as the admin endpoint takes it. */
export const faultRule = z.strictObject({ match: matchSchema.default({}), effect: effectSchema });

const share = z.number().min(0).max(1).optional();

/** The short form: one probability per kind of accident, for every call of the CRM API. */
export const faultShorthand = z.strictObject({
  dropAfterCommit: share,
  dropBefore: share,
  status423: share,
  status429: share,
  status477: share,
  status500: share,
  status500AfterCommit: share,
  status502: share,
  status503: share,
  status504AfterCommit: share,
  html: share,
  truncatedBody: share,
  wrongTypes: share,
});

const shorthandEffects = {
  dropAfterCommit: 'commit-then-drop',
  dropBefore: 'drop-before',
  status423: '423',
  status429: '429',
  status477: '477',
  status500: '500',
  status500AfterCommit: 'commit-then-500',
  status502: '502',
  status503: '503-html',
  status504AfterCommit: '504-after-commit',
  html: 'html',
  truncatedBody: 'truncate-body',
  wrongTypes: 'wrong-types',
} as const;

export type FaultRule = z.input<typeof faultRule>;
export type FaultShorthand = z.infer<typeof faultShorthand>;

const storedRule = z.object({
  id: z.string(),
  match: matchSchema,
  effect: effectSchema,
  seen: z.number(),
  fired: z.number(),
});

/** What the state file keeps of the fault rules. */
export const faultState = z.object({ nextId: z.number(), rules: z.array(storedRule) });

/** The rules in force, in the order in which they were given. */
export type FaultBook = z.infer<typeof faultState>;

/** An effect, taken apart. */
export type Effect =
  | { readonly kind: (typeof plainEffects)[number]; readonly text: string }
  | { readonly kind: 'delay' | 'apply-late'; readonly ms: number; readonly text: string };

/** Adds a rule; the id is for taking it away again. */
export function addRule(book: FaultBook, { match = {}, effect }: FaultRule): string {
  const id = `fault-${book.nextId}`;
  book.nextId += 1;
  book.rules.push({ id, match, effect, seen: 0, fired: 0 });
  return id;
}

/** The rules a short form stands for. */
export function rulesOf(short: FaultShorthand): readonly FaultRule[] {
  return z.keyof(faultShorthand).options.flatMap((word) => {
    const probability = short[word];
    const match = { pathRegex: '^/crm/', probability };
    return probability === undefined ? [] : [{ match, effect: shorthandEffects[word] }];
  });
}

/** What goes wrong with this request; null when nothing does. The first rule that fires decides. */
export function faultFor(
  book: FaultBook,
  { req, portal }: { readonly req: SimRequest; readonly portal: number | null },
  from: Surroundings,
): Effect | null {
  for (const rule of book.rules) {
    if (!fits(rule.match, req, portal)) continue;
    rule.seen += 1;
    const usedUp = rule.match.count !== undefined && rule.fired >= rule.match.count;
    const itsTurn = rule.match.nth === undefined || rule.match.nth === rule.seen;
    if (usedUp || !itsTurn || !happens(from, rule.match.probability ?? 1)) continue;
    rule.fired += 1;
    return parseEffect(rule.effect);
  }
  return null;
}

function fits(match: z.infer<typeof matchSchema>, req: SimRequest, portal: number | null): boolean {
  const { method, pathRegex, objectType } = match;
  if (method !== undefined && method.toUpperCase() !== req.method) return false;
  if (pathRegex !== undefined && !new RegExp(pathRegex).test(req.path)) return false;
  if (match.portal !== undefined && match.portal !== portal) return false;
  if (objectType === undefined) return true;
  const named = req.path.split('/').find((part) => kindOf(part) !== undefined) ?? '';
  return kindOf(objectType) !== undefined && kindOf(objectType) === kindOf(named);
}

/** A word that is no effect cannot get here: the schema has seen to that. */
function parseEffect(text: string): Effect | null {
  const timed = TIMED.exec(text);
  if (timed !== null) {
    return { kind: timed[1] === 'delay' ? 'delay' : 'apply-late', ms: Number(timed[2]), text };
  }
  const kind = plainEffects.find((effect) => effect === text);
  return kind === undefined ? null : { kind, text };
}

function isEffect(text: string): boolean {
  return parseEffect(text) !== null;
}

function isRegex(text: string): boolean {
  try {
    return new RegExp(text) instanceof RegExp;
  } catch {
    // The text is not a regular expression: that is the answer, not an accident.
    return false;
  }
}
