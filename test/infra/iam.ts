// As much of IAM's evaluation as our policies use; whatever it does not know it refuses to judge.
import { z } from 'zod';
import { plain, type Resource } from './template.ts';

export type Statement = {
  readonly effect: 'Allow' | 'Deny';
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly conditions: Conditions;
};
export type Request = {
  readonly action: string;
  readonly resource: string;
  readonly leadingKeys?: readonly string[];
};

/** Denied unless a statement allows it and none denies it. */
export const isAllowed = (statements: readonly Statement[], request: Request): boolean => {
  const effects = statements.filter((statement) => speaksOf(statement, request)).map(({ effect }) => effect);
  return effects.includes('Allow') && !effects.includes('Deny');
};

export const statementsOf = (role: Resource): Statement[] =>
  Policies.parse(role.Properties['Policies']).flatMap(({ PolicyDocument }) =>
    PolicyDocument.Statement.map((statement) => ({
      effect: statement.Effect,
      actions: listed(statement.Action).map(plain),
      resources: listed(statement.Resource).map(plain),
      conditions: statement.Condition,
    })),
  );

const speaksOf = (statement: Statement, request: Request): boolean =>
  statement.actions.some((pattern) => isLike(request.action, pattern)) &&
  statement.resources.some((pattern) => isLike(request.resource, pattern)) &&
  Object.entries(statement.conditions).every(([operator, keys]) => holds(operator, keys, request));

const holds = (operator: string, keys: Conditions[string], request: Request): boolean =>
  Object.entries(keys).every(([key, expected]) => {
    if (key !== 'dynamodb:LeadingKeys')
      throw new Error(`This evaluator does not know the condition key ${key}`);
    const actual = request.leadingKeys ?? [];
    if (operator === 'Null') return listed(expected).includes(String(actual.length === 0));
    // True of an empty list as well, as on AWS.
    if (operator === 'ForAllValues:StringLike')
      return actual.every((value) => listed(expected).some((pattern) => isLike(value, pattern)));
    // Of an empty list false: where it denies, no key is no reason to.
    if (operator === 'ForAnyValue:StringLike')
      return actual.some((value) => listed(expected).some((pattern) => isLike(value, pattern)));
    throw new Error(`This evaluator does not know the operator ${operator}`);
  });

/** `*` is any text, `?` any one character, everything else itself. */
const isLike = (value: string, pattern: string): boolean => {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, String.raw`\$&`)
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, 's').test(value);
};

const listed = <T>(value: T | readonly T[]): readonly T[] => (isList(value) ? value : [value]);
const isList = <T>(value: T | readonly T[]): value is readonly T[] => Array.isArray(value);

type Conditions = z.infer<typeof Conditions>;
const Conditions = z.record(z.string(), z.record(z.string(), z.union([z.string(), z.array(z.string())])));
const Policies = z.array(
  z.object({
    PolicyDocument: z.object({
      Statement: z.array(
        z.object({
          Effect: z.enum(['Allow', 'Deny']),
          Action: z.union([z.string(), z.array(z.string())]),
          Resource: z.unknown(),
          Condition: Conditions.default({}),
        }),
      ),
    }),
  }),
);
