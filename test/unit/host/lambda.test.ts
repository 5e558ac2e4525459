// A function that fails says so in one line, and neither that line nor what the runtime prints quotes a record.
import { expect, test } from 'vitest';
import { lambda } from '../../../shared/host/aws/lambda.ts';

const CONTEXT = { awsRequestId: 'r', getRemainingTimeInMillis: () => 1000 };

test('the answer of the work is the answer of the function', async () => {
  const handler = lambda({ error: () => undefined }, async (event: { readonly n: number }) => event.n + 1);
  expect(await Reflect.apply(handler, undefined, [{ n: 1 }, CONTEXT])).toBe(2);
});

test('an exception is logged by its name and place, and thrown on without its words', async () => {
  const lines: unknown[] = [];
  const handler = lambda({ error: (...line) => void lines.push(line) }, async () => {
    throw new TypeError('Anna Jansen owes 120.00');
  });
  const invoked = async (): Promise<unknown> => await Reflect.apply(handler, undefined, [{}, CONTEXT]);
  await expect(invoked()).rejects.toThrow(/^unhandled TypeError$/);
  expect(lines).toHaveLength(1);
  expect(JSON.stringify(lines)).toContain('lambda.test.ts');
  expect(JSON.stringify(lines)).not.toContain('Anna');
});
