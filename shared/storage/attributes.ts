// Attributes of stored rows, made and read by hand: the SDK's general marshaller costs more than the call it prepares.
import type { AttributeValue } from '@aws-sdk/client-dynamodb';

/** A row as DynamoDB gives it. */
export type Row = Record<string, AttributeValue>;

export const text = (value: string): AttributeValue => ({ S: value });
export const number = (value: number): AttributeValue => ({ N: String(value) });
export const TRUE: AttributeValue = { BOOL: true };

/** The text of an attribute; undefined where the row has none. */
export const textOf = (row: Row, name: string): string | undefined => row[name]?.S;

/** The number of an attribute; undefined where the row has none. */
export function numberOf(row: Row, name: string): number | undefined {
  const digits = row[name]?.N;
  return digits === undefined ? undefined : Number(digits);
}

/** A row we cannot read is a bug or a foreign hand: it is named, and nobody guesses what it meant. */
export function unreadable(row: Row, why: string): Error {
  const key = [row['pk']?.S, row['sk']?.S ?? row['seq']?.N].join(' / ');
  return new Error(`Unreadable row ${key}: ${why}`);
}
