// An operation as it is described: what is asked, with what, and what is answered. The table of all is operations/.
import * as z from 'zod';
import type { RequestProblem } from '../../http/problem.ts';

export type Tag = 'records' | 'connections' | 'policy' | 'proof' | 'exchange' | 'service';

export interface Operation {
  /** Its name in clients: `getRecord`. */
  readonly name: string;
  readonly tag: Tag;
  /** What it does, in a sentence. */
  readonly summary: string;
  readonly query?: Readonly<Record<string, Parameter>> | undefined;
  readonly body?: Body | undefined;
  /** What is answered by status; `undefined` says that there is no body. */
  readonly answers: Readonly<Record<number, Answer>>;
  /** Refusals that only some operations know; those that all know are added. */
  readonly problems?: readonly RequestProblem[] | undefined;
  /** Run by a test, in the order of the table, against a system that stands still. */
  readonly example?: Example | undefined;
}

export interface Parameter {
  readonly says: string;
  readonly schema: z.core.$ZodType;
}

export interface Body {
  readonly schema: z.core.$ZodType;
  readonly required: boolean;
  /** Absent: JSON. */
  readonly type?: string | undefined;
}

export type Answer =
  | { readonly says: string; readonly schema: z.core.$ZodType }
  | { readonly says: string; readonly type: string }
  | { readonly says: string };

export interface Example {
  readonly path?: Readonly<Record<string, string>> | undefined;
  readonly query?: Readonly<Record<string, string>> | undefined;
  readonly body?: unknown;
  readonly status: number;
  /** A part of the answer; "..." stands for any text. */
  readonly answer?: unknown;
}

/** A parameter of free text. */
export const param = (says: string, schema: z.core.$ZodType = z.string()): Parameter => ({ says, schema });

export const CURSOR = param('Where the page before ended: its cursor, as it is.');
export const MODE = param('`plan` says what would be done, and nothing is done.', z.literal('plan'));
