// The tables that the contract tests create are those of the stack, or the contract would hold somewhere else.
import { expect, test } from 'vitest';
import { definitionsOf } from '../contract/support/tables.ts';
import { ledgerlane, templateOf } from './template.ts';

const template = templateOf(ledgerlane());
const definitions = definitionsOf({
  links: 'LinksTable',
  writes: 'WritesTable',
  connections: 'ConnectionsTable',
});

test.each(Object.values(definitions))('$TableName', (definition) => {
  const { Properties } = template.named('AWS::DynamoDB::GlobalTable', definition.TableName ?? '');
  expect(Properties['KeySchema']).toEqual(definition.KeySchema);
  expect(sorted(Properties['AttributeDefinitions'])).toEqual(sorted(definition.AttributeDefinitions));
  expect(Properties['GlobalSecondaryIndexes']).toEqual(definition.GlobalSecondaryIndexes);
});

test('there are no others', () => {
  expect(template.ofType('AWS::DynamoDB::GlobalTable')).toHaveLength(Object.keys(definitions).length);
});

// The order of attributes means nothing.
const sorted = (list: unknown): readonly string[] =>
  Array.isArray(list) ? list.map((entry) => JSON.stringify(entry)).sort() : [];
