// Who may do what. A change of the table below is a change of a role: review it as one.
import { describe, expect, test } from 'vitest';
import { isAllowed, type Statement, statementsOf } from './iam.ts';
import { ledgerlane, templateOf } from './template.ts';

const template = templateOf(ledgerlane());

const ROLES = {
  WebhooksRole: [
    'WebhooksLog: logs:CreateLogStream, logs:PutLogEvents',
    'LinksTable: dynamodb:BatchGetItem, dynamodb:GetItem, dynamodb:UpdateItem',
    'ConnectionsTable: dynamodb:BatchGetItem, dynamodb:GetItem, dynamodb:Query',
    'ConnectionsTable, rows state#*: dynamodb:UpdateItem',
    'Lanes: sqs:SendMessage',
    'Sources: sqs:SendMessage',
    'Keyring + QuickbooksApp + SnelstartApp + HubspotApp: secretsmanager:GetSecretValue',
  ],
  SyncRole: [
    'SyncLog: logs:CreateLogStream, logs:PutLogEvents',
    'LinksTable: dynamodb:BatchGetItem, dynamodb:GetItem, dynamodb:Query, dynamodb:UpdateItem',
    'LinksTable/index/due + LinksTable/index/waits + LinksTable/index/health: dynamodb:Query',
    'WritesTable: dynamodb:GetItem, dynamodb:PutItem, dynamodb:Query',
    'ConnectionsTable: dynamodb:BatchGetItem, dynamodb:GetItem, dynamodb:Query',
    'ConnectionsTable, rows state#* credentials#* reference#* feed#*: dynamodb:PutItem, dynamodb:UpdateItem',
    'Lanes: sqs:ChangeMessageVisibility, sqs:DeleteMessage, sqs:GetQueueAttributes, sqs:ReceiveMessage, sqs:SendMessage',
    'Calls: sqs:SendMessage',
    'Sources: sqs:SendMessage',
    'EventBus: events:PutEvents',
    'Keyring + QuickbooksApp + SnelstartApp: secretsmanager:GetSecretValue',
  ],
  SchedulerRole: [
    'SchedulerLog: logs:CreateLogStream, logs:PutLogEvents',
    'ConnectionsTable: dynamodb:GetItem, dynamodb:Query',
    'LinksTable: dynamodb:BatchGetItem, dynamodb:Query',
    'LinksTable/index/due + LinksTable/index/health: dynamodb:Query',
    'ConnectionsTable, rows state#export#*: dynamodb:PutItem',
    'Lanes: sqs:SendMessage',
    'Sources: sqs:SendMessage',
    'LanesDeadLetters: sqs:DeleteMessage, sqs:GetQueueAttributes, sqs:ReceiveMessage',
    'SourcesDeadLetters: sqs:DeleteMessage, sqs:GetQueueAttributes, sqs:ReceiveMessage',
    'MissedSweeps: sqs:SendMessage',
    'EventBus: events:PutEvents',
  ],
  ApiRole: [
    'ApiLog: logs:CreateLogStream, logs:PutLogEvents',
    'LinksTable: dynamodb:BatchGetItem, dynamodb:GetItem, dynamodb:Query, dynamodb:UpdateItem',
    'LinksTable/index/health: dynamodb:Query',
    'WritesTable: dynamodb:GetItem, dynamodb:Query',
    'ConnectionsTable: dynamodb:BatchGetItem, dynamodb:GetItem, dynamodb:PutItem, dynamodb:Query, dynamodb:UpdateItem',
    'ConnectionsTable, rows oauth#* company#* credentials#* callback#*: dynamodb:DeleteItem',
    'Lanes: sqs:SendMessage',
    'Calls: sqs:SendMessage',
    'Sources: sqs:SendMessage',
    'EventBus: events:PutEvents',
    'Keyring + QuickbooksApp + SnelstartApp + HubspotApp: secretsmanager:GetSecretValue',
    'NOT ConnectionsTable, rows audit#*: dynamodb:DeleteItem, dynamodb:UpdateItem',
  ],
  CallbacksRole: [
    'CallbacksLog: logs:CreateLogStream, logs:PutLogEvents',
    'ConnectionsTable, rows feed#* callback#* state#callback#*: dynamodb:GetItem, dynamodb:Query',
    'ConnectionsTable, rows state#callback#*: dynamodb:PutItem',
    'Calls: sqs:ChangeMessageVisibility, sqs:DeleteMessage, sqs:GetQueueAttributes, sqs:ReceiveMessage, sqs:SendMessage',
    'Keyring: secretsmanager:GetSecretValue',
  ],
  SourceRole: [
    'SourceLog: logs:CreateLogStream, logs:PutLogEvents',
    'LinksTable: dynamodb:BatchGetItem, dynamodb:GetItem, dynamodb:UpdateItem',
    'ConnectionsTable: dynamodb:BatchGetItem, dynamodb:GetItem, dynamodb:Query',
    'ConnectionsTable, rows state#* credentials#*: dynamodb:PutItem, dynamodb:UpdateItem',
    'Sources: sqs:ChangeMessageVisibility, sqs:DeleteMessage, sqs:GetQueueAttributes, sqs:ReceiveMessage, sqs:SendMessage',
    'Lanes: sqs:SendMessage',
    'EventBus: events:PutEvents',
    'Keyring + HubspotApp: secretsmanager:GetSecretValue',
  ],
  ScheduleRole: ['Scheduler: lambda:InvokeFunction', 'MissedSweeps: sqs:SendMessage'],
};

describe('permissions', () => {
  test.each(Object.entries(ROLES))('%s has exactly these', (role, lines) => {
    expect(statementsOf(template.named('AWS::IAM::Role', role)).map(line)).toEqual(lines);
  });

  test('there are no other roles, no managed policies, and nothing is added beside a role', () => {
    expect(template.ofType('AWS::IAM::Role')).toHaveLength(Object.keys(ROLES).length);
    expect(template.ofType('AWS::IAM::Policy')).toEqual([]);
    expect(
      template.ofType('AWS::IAM::Role').filter((role) => 'ManagedPolicyArns' in role.Properties),
    ).toEqual([]);
  });

  test('no action and no resource is a wildcard', () => {
    const statements = template.ofType('AWS::IAM::Role').flatMap(statementsOf);
    expect(
      statements.flatMap(({ actions, resources }) => [...actions, ...resources]).join(' '),
    ).not.toContain('*');
  });
});

describe('what must be impossible', () => {
  const sync = statementsOf(template.named('AWS::IAM::Role', 'SyncRole'));
  const webhooks = statementsOf(template.named('AWS::IAM::Role', 'WebhooksRole'));
  const callers = statementsOf(template.named('AWS::IAM::Role', 'CallbacksRole'));
  const api = statementsOf(template.named('AWS::IAM::Role', 'ApiRole'));
  const source = statementsOf(template.named('AWS::IAM::Role', 'SourceRole'));

  test.each([
    ['the worker keeps its lane state', sync, { PutItem: 'state#quickbooks:1' }, true],
    ['the worker keeps refreshed tokens', sync, { UpdateItem: 'credentials#quickbooks:1' }, true],
    ['the worker keeps reference data', sync, { PutItem: 'reference#quickbooks:1' }, true],
    ['the worker keeps what preflight found', sync, { PutItem: 'state#quickbooks:1' }, true],
    ['the worker cannot write a policy', sync, { PutItem: 'policy#x' }, false],
    ['the worker cannot change a policy', sync, { UpdateItem: 'policy#x' }, false],
    ['the worker cannot hide a policy behind a prefix', sync, { PutItem: 'policy#state#x' }, false],
    ['the worker cannot delete tokens', sync, { DeleteItem: 'credentials#quickbooks:1' }, false],
    ['webhooks count', webhooks, { UpdateItem: 'state#quickbooks:1' }, true],
    ['webhooks cannot write tokens', webhooks, { UpdateItem: 'credentials#quickbooks:1' }, false],
    ['webhooks cannot write a policy', webhooks, { UpdateItem: 'policy#x' }, false],
    ['operators forget tokens', api, { DeleteItem: 'credentials#quickbooks:1' }, true],
    ['operators cannot delete a policy', api, { DeleteItem: 'policy#x' }, false],
    ['callers note how far they came', callers, { PutItem: 'state#callback#x' }, true],
    ['callers read where to call', callers, { GetItem: 'callback#x' }, true],
    ['callers cannot change where to call', callers, { PutItem: 'callback#x' }, false],
    ['callers cannot write a feed', callers, { PutItem: 'feed#x' }, false],
    ['callers cannot read tokens', callers, { GetItem: 'credentials#quickbooks:1' }, false],
    ['the worker writes feeds', sync, { PutItem: 'feed#x' }, true],
    ['the worker cannot change where a product is called', sync, { PutItem: 'callback#x' }, false],
    ['readers of sources keep their tokens', source, { PutItem: 'credentials#hubspot:1' }, true],
    ['readers of sources note how far they came', source, { PutItem: 'state#callback#x' }, true],
    ['readers of sources cannot write a feed', source, { PutItem: 'feed#x' }, false],
    ['readers of sources cannot change a connection', source, { PutItem: 'connection#x' }, false],
    ['operators change a policy', api, { PutItem: 'policy#x' }, true],
  ] as const)('%s', (_, statements, asked, allowed) => {
    const [[action, key] = ['', '']] = Object.entries(asked);
    const request = { action: `dynamodb:${action}`, resource: 'ConnectionsTable', leadingKeys: [key] };
    expect(isAllowed(statements, request)).toBe(allowed);
  });

  test('only the API writes a policy', () => {
    const asked = { resource: 'ConnectionsTable', leadingKeys: ['policy#x'] };
    const writers = Object.keys(ROLES).filter((name) => {
      const role = statementsOf(template.named('AWS::IAM::Role', name));
      return ['PutItem', 'UpdateItem', 'DeleteItem'].some((action) =>
        isAllowed(role, { ...asked, action: `dynamodb:${action}` }),
      );
    });
    expect(writers).toEqual(['ApiRole']);
  });

  test('one forbidden row spoils a transaction, and no row at all is no permission', () => {
    const request = { action: 'dynamodb:PutItem', resource: 'ConnectionsTable' };
    expect(isAllowed(sync, { ...request, leadingKeys: ['state#a', 'policy#x'] })).toBe(false);
    expect(isAllowed(sync, { ...request, leadingKeys: [] })).toBe(false);
  });

  test.each(['UpdateItem', 'DeleteItem', 'BatchWriteItem'])(
    'nobody may %s in the journal of writes',
    (action) => {
      const roles = template.ofType('AWS::IAM::Role').map(statementsOf);
      expect(
        roles.filter((role) => isAllowed(role, { action: `dynamodb:${action}`, resource: 'WritesTable' })),
      ).toEqual([]);
    },
  );

  test.each(['Scan', 'DeleteTable', 'PartiQLUpdate'])('nobody may %s any table', (action) => {
    const roles = template.ofType('AWS::IAM::Role').map(statementsOf);
    const tables = ['LinksTable', 'WritesTable', 'ConnectionsTable'];
    const allowed = tables.filter((resource) =>
      roles.some((role) => isAllowed(role, { action: `dynamodb:${action}`, resource })),
    );
    expect(allowed).toEqual([]);
  });
});

describe('the evaluator itself', () => {
  const allow = (actions: string[], conditions: Statement['conditions'] = {}): Statement => ({
    effect: 'Allow',
    actions,
    resources: ['Table'],
    conditions,
  });
  const asked = { action: 'dynamodb:PutItem', resource: 'Table' };
  const onlyA = { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['a#*'] } };

  test.each([
    ['nothing is allowed by default', [], {}, false],
    ['an exact action', [allow(['dynamodb:PutItem'])], {}, true],
    ['a wildcard', [allow(['dynamodb:*'])], {}, true],
    ['a dot is a dot', [allow(['dynamodb.PutItem'])], {}, false],
    ['another resource', [allow(['dynamodb:*'])], { resource: 'Table/index/due' }, false],
    ['a deny wins', [allow(['dynamodb:*']), { ...allow(['dynamodb:PutItem']), effect: 'Deny' }], {}, false],
    ['all values match', [allow(['dynamodb:*'], onlyA)], { leadingKeys: ['a#1', 'a#2'] }, true],
    ['one value does not', [allow(['dynamodb:*'], onlyA)], { leadingKeys: ['a#1', 'b#2'] }, false],
    ['"for all" of nothing holds', [allow(['dynamodb:*'], onlyA)], { leadingKeys: [] }, true],
  ] satisfies [string, Statement[], object, boolean][])('%s', (_, statements, request, allowed) => {
    expect(isAllowed(statements, { ...asked, ...request })).toBe(allowed);
  });

  test('refuses to guess about what it does not know', () => {
    const unknown = { StringNotLike: { 'dynamodb:LeadingKeys': ['a#*'] } };
    expect(() => isAllowed([allow(['dynamodb:*'], unknown)], asked)).toThrow('StringNotLike');
  });
});

const line = ({ effect, actions, resources, conditions }: Statement): string => {
  const rows =
    (conditions['ForAllValues:StringLike'] ?? conditions['ForAnyValue:StringLike'])?.[
      'dynamodb:LeadingKeys'
    ] ?? [];
  const which = rows.length === 0 ? '' : `, rows ${[rows].flat().join(' ')}`;
  const deny = effect === 'Deny' ? 'NOT ' : '';
  return `${deny}${resources.join(' + ')}${which}: ${[...actions].sort().join(', ')}`;
};
