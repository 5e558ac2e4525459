// A DynamoDB client that is watched, or that loses answers on purpose.
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { z } from 'zod';

export interface Cost {
  readonly command: string;
  /** Capacity units: write units for writes, read units for reads. */
  readonly units: number;
}

/** Lists what every call from now on costs, as DynamoDB itself says it. */
export function watchCosts(client: DynamoDBClient): Cost[] {
  const costs: Cost[] = [];
  client.middlewareStack.add(
    (next, context) => async (args) => {
      Object.assign(args.input, { ReturnConsumedCapacity: 'TOTAL' });
      const result = await next(args).catch((error: unknown) => {
        // A refused write costs what a write would have cost; DynamoDB tells no figure for it.
        costs.push({ command: context.commandName ?? '', units: 1 });
        throw error;
      });
      const { ConsumedCapacity } = CONSUMED.parse(result.output);
      const units = [ConsumedCapacity ?? []].flat().map(({ CapacityUnits = 0 }) => CapacityUnits);
      costs.push({ command: context.commandName ?? '', units: units.reduce((sum, each) => sum + each, 0) });
      return result;
    },
    { step: 'initialize', name: 'watchCosts' },
  );
  return costs;
}

const CAPACITY = z.looseObject({ CapacityUnits: z.number().optional() });
const CONSUMED = z.looseObject({ ConsumedCapacity: z.union([CAPACITY, z.array(CAPACITY)]).optional() });

/**
 * Makes every write arrive twice, the first answer being lost: what the SDK does by itself when a connection breaks.
 * The middleware sits where the SDK's own retries do, so that a transaction keeps its token.
 */
export function loseFirstAnswers(client: DynamoDBClient, commands: readonly string[]): void {
  client.middlewareStack.add(
    (next, context) => async (args) => {
      if (commands.includes(context.commandName ?? ''))
        await next(args).catch(() => 'lost: whatever it was, nobody heard it');
      return next(args);
    },
    { step: 'finalizeRequest', name: 'loseFirstAnswers', priority: 'low' },
  );
}
