// Shapes: what goes in and comes out of the API, each under the name it has in the OpenAPI document.
import * as z from 'zod';

/** What a request's body may hold, and what an answer's holds; a name is used once among both. */
export const SENT = z.registry<{ id: string }>();
export const ANSWERED = z.registry<{ id: string }>();

/** Gives the shape of an answer its name. Closed: a member that is not named is a mistake of ours (tested). */
export function answered<T extends z.core.$ZodType>(id: string, schema: T): T {
  ANSWERED.add(schema, { id });
  return schema;
}

/** Gives the shape of a body its name. */
export function sent<T extends z.core.$ZodType>(id: string, schema: T): T {
  SENT.add(schema, { id });
  return schema;
}

export const text = z.string();
export const maybe = z.string().optional();
export const count = z.int();

/** RFC 3339 in UTC. */
export const instant = z.iso.datetime();

/** A decimal number as text. */
export const amount = z
  .string()
  .meta({ description: 'A decimal number as text: 120.00', examples: ['120.00'] });

/** Amounts by currency (ISO 4217). */
export const money = answered(
  'Money',
  z.record(z.string(), amount).meta({ description: 'Amounts by currency: {"EUR": "120.00"}' }),
);
