// A command of the operator: what it is given, and what it says.
import type { Clock, Random } from '../../shared/host/host.ts';
import type { ConnectionStore } from '../../shared/storage/ports.ts';

/** All that a command reaches. */
export interface Admin {
  readonly store: ConnectionStore;
  readonly clock: Pick<Clock, 'now'>;
  readonly random: Pick<Random, 'secret'>;
  /** The text of a file; without a name what is piped in. */
  readonly readText: (file?: string) => Promise<string>;
}

export interface Given {
  /** What stands behind the words of the command. */
  readonly names: readonly string[];
  readonly options: Readonly<Record<string, string | boolean | undefined>>;
}

/** `lines` are the result, fit to be piped on; `notes` are for the person. */
export type Told =
  | { readonly ok: true; readonly lines: readonly string[]; readonly notes: readonly string[] }
  | { readonly ok: false; readonly message: string };

export interface Command {
  readonly usage: string;
  readonly does: string;
  readonly run: (admin: Admin, given: Given) => Promise<Told>;
}

export const told = (lines: readonly string[], ...notes: readonly string[]): Told => ({
  ok: true,
  lines,
  notes,
});
export const refused = (message: string): Told => ({ ok: false, message });

/** An option that was given a text. */
export function optionOf({ options }: Given, name: string): string | undefined {
  const value = options[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** Milliseconds UTC as a person reads them. */
export const instant = (ms: number): string => new Date(ms).toISOString();

/** Rows as columns of equal width. */
export function columns(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((text, at) => text.padEnd(widths[at] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
