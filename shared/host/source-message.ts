// A message on a source's lane as text: as compact and as distrusted as one of a ledger's lane.
import * as z from 'zod';
import type { SourceLook } from './host.ts';

/** Looks as a message's body. */
export function encodeSourceMessage(looks: readonly SourceLook[]): string {
  return JSON.stringify({ v: 1, looks: looks.map(written) });
}

/** The looks of a message's body; undefined if it is none of ours. */
export function decodeSourceMessage(body: string): readonly SourceLook[] | undefined {
  const message = MESSAGE.safeParse(parsed(body));
  return message.success ? message.data.looks.map(lookOf) : undefined;
}

const MESSAGE = z.object({
  v: z.literal(1),
  looks: z.array(
    z.union([
      z.tuple([z.literal('o'), z.string(), z.string()]),
      z.tuple([z.literal('feed'), z.string()]),
      z.tuple([z.enum(['changes', 'prepare', 'log'])]),
    ]),
  ),
});
type Written = z.infer<typeof MESSAGE>['looks'][number];

function written(look: SourceLook): Written {
  if (look.at === 'object') return ['o', look.object.type, look.object.id];
  return look.at === 'feed' ? ['feed', look.connection] : [look.at];
}

function lookOf(look: Written): SourceLook {
  if (look[0] === 'o') return { at: 'object', object: { type: look[1], id: look[2] } };
  return look[0] === 'feed' ? { at: 'feed', connection: look[1] } : { at: look[0] };
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined; // no JSON: none of ours
  }
}
