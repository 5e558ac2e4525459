// A message on a lane as text: compact, versioned, and read with the distrust that everything from outside gets.
import * as z from 'zod';
import type { Intake } from '../core/completeness.ts';
import { keyText, parseKeyText } from '../core/records.ts';
import { DOCUMENT_TYPE } from '../storage/document-schema.ts';
import { SUMS, sumsOf, tallyByKindOf } from '../storage/received-sums.ts';
import type { Look } from './host.ts';

/** What a message says: where to look, and what its request brought that was new. */
export interface LaneMessage {
  readonly looks: readonly Look[];
  readonly intake?: Intake | undefined;
}

/** A message's body. */
export function encodeLaneMessage({ looks, intake }: LaneMessage): string {
  return JSON.stringify({ v: 1, looks: looks.map(written), intake: intake && writtenIntake(intake) });
}

/** What a body says; undefined if it is none of ours. */
export function decodeLaneMessage(body: string): LaneMessage | undefined {
  const message = MESSAGE.safeParse(parsed(body));
  if (!message.success) return undefined;
  const looks = message.data.looks.map(lookOf);
  if (!looks.every((look) => look !== undefined)) return undefined;
  const { intake } = message.data;
  return intake === undefined ? { looks } : { looks, intake: intakeOf(intake) };
}

// Workers of a version before count nothing: they drop what they do not know of.
const INTAKE = z.tuple([z.string(), z.string(), z.number(), SUMS]);
type WrittenIntake = z.infer<typeof INTAKE>;

const MESSAGE = z.object({
  v: z.literal(1),
  intake: INTAKE.optional(),
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

function writtenIntake({ id, connection, at, byKind }: Intake): WrittenIntake {
  return [id, connection, at, sumsOf(byKind)];
}

function intakeOf([id, connection, at, sums]: WrittenIntake): Intake {
  return { id, connection, at, byKind: tallyByKindOf(sums) };
}

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
