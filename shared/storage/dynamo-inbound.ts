// The way back on DynamoDB: one row for each connection, written by compare-and-swap.
import * as z from 'zod';
import type { Inbound } from '../core/inbound.ts';
import { getBody, type RowKey } from './connection-table.ts';
import type { InboundStore } from './ports.ts';
import { swapBody } from './swap.ts';
import type { Table } from './table.ts';

/** The store on the table `connections`. */
export function createDynamoInbound(table: Table): InboundStore {
  return {
    inbound: async (connection) => (await getBody(table, keyOf(connection), INBOUND)) ?? { version: 0 },
    saveInbound: (connection, next, expected) => swapBody(table, keyOf(connection), next, { expected }),
  };
}

const keyOf = (connection: string): RowKey => ({ pk: `state#inbound#${connection}`, sk: 'inbound' });

const time = z.number();
const count = z.int();

const INBOUND: z.ZodType<Inbound> = z.looseObject({
  version: z.int(),
  askedAt: time.optional(),
  doneAt: time.optional(),
  firstImport: z
    .looseObject({
      state: z.enum(['running', 'done']),
      startedAt: time,
      finishedAt: time.optional(),
      at: z.enum(['customer', 'supplier', 'cost_centre', 'item']),
      cursor: z.string().optional(),
      recent: z.array(z.string()).optional(),
      counts: z.looseObject({
        customers: count,
        locations: count,
        suppliers: count,
        costCentres: count.default(0),
        items: count,
      }),
    })
    .optional(),
});
