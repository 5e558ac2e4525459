// A message on a lane as text: compact, versioned, and read with the distrust that everything from outside gets.
import * as z from 'zod';
import { keyText, parseKeyText } from '../core/records.ts';
import { DOCUMENT_TYPE } from '../storage/document-schema.ts';
import type { Look } from './host.ts';

/** Looks as a message's body. */
export function encodeLaneMessage(looks: readonly Look[]): string {
  return JSON.stringify({ v: 1, looks: looks.map(written) });
}

/** The looks of a message's body; undefined if it is none of ours. */
export function decodeLaneMessage(body: string): readonly Look[] | undefined {
  const message = MESSAGE.safeParse(parsed(body));
  if (!message.success) return undefined;
  const looks = message.data.looks.map(lookOf);
  return looks.every((look) => look !== undefined) ? looks : undefined;
}

const MESSAGE = z.object({
  v: z.literal(1),
  looks: z.array(
    z.union([
      z.tuple([z.literal('r'), z.string(), z.string()]),
      z.tuple([z.literal('d'), DOCUMENT_TYPE, z.string(), z.number()]),
      z.tuple([z.literal('changes')]),
      z.tuple([z.literal('lists')]),
      z.tuple([z.literal('held'), z.string(), z.string().optional()]),
      z.tuple([z.literal('untold'), z.string(), z.string().optional()]),
      z.tuple([z.literal('import'), z.string()]),
      z.tuple([z.literal('audit'), z.string()]),
      z.tuple([z.literal('bulk'), z.string()]),
      z.tuple([z.literal('due'), z.number().optional()]),
    ]),
  ),
});
type Written = z.infer<typeof MESSAGE>['looks'][number];

function written(look: Look): Written {
  switch (look.at) {
    case 'record':
      return ['r', look.key.connection, keyText(look.key)];
    case 'document':
      return ['d', look.document.type, look.document.id, look.changedAt];
    case 'changes':
    case 'lists':
      return [look.at];
    case 'held':
    case 'untold':
      return look.cursor === undefined ? [look.at, look.connection] : [look.at, look.connection, look.cursor];
    case 'import':
      return ['import', look.connection];
    case 'audit':
    case 'bulk':
      return [look.at, look.connection];
    case 'due':
      return look.notBefore === undefined ? ['due'] : ['due', look.notBefore];
  }
}

function lookOf(look: Written): Look | undefined {
  switch (look[0]) {
    case 'r': {
      const key = parseKeyText(look[2]);
      return key && { at: 'record', key: { connection: look[1], ...key } };
    }
    case 'd':
      return { at: 'document', document: { type: look[1], id: look[2] }, changedAt: look[3] };
    case 'changes':
    case 'lists':
      return { at: look[0] };
    case 'held':
    case 'untold':
      return { at: look[0], connection: look[1], cursor: look[2] };
    case 'import':
      return { at: 'import', connection: look[1] };
    case 'audit':
    case 'bulk':
      return { at: look[0], connection: look[1] };
    case 'due':
      return look[1] === undefined ? { at: 'due' } : { at: 'due', notBefore: look[1] };
  }
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined; // no JSON: none of ours
  }
}
