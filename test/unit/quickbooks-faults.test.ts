// The faults of QuickBooks row by row: status, code and text to our class, for writes and for reads.
import { describe, expect, test } from 'vitest';
import { FAULT_TABLE, failureFault, faultOf } from '../../shared/connectors/quickbooks/faults.ts';
import { parseJson } from '../../shared/connectors/quickbooks/json.ts';

const upper = (code: string, detail = 'detail', message = 'message') =>
  JSON.stringify({ Fault: { Error: [{ Message: message, Detail: detail, code }], type: 'ValidationFault' } });
const lower = (code: string | null, message: string) =>
  JSON.stringify({ fault: { error: [{ message, detail: null, code }], type: 'SERVICE' } });
const classes = (status: number, text: string, headers: Record<string, string> = {}) =>
  (['write', 'read'] as const).map(
    (effect) => faultOf({ status, headers, text }, parseJson(text), effect)?.fault,
  );
const both = (fault: string) => [fault, fault];
const UNCLEAR = ['unknown_outcome', 'unavailable'];

describe('answers', () => {
  test.each<[string, number, string, string[]]>([
    [
      'an expired token',
      401,
      lower('3200', 'message=AuthenticationFailed; errorCode=003200'),
      both('unauthorised'),
    ],
    ['a code that is only in the text', 401, lower(null, 'x; errorCode=003200; y'), both('unauthorised')],
    ['a padded code', 403, lower('003100', 'ApplicationAuthorizationFailed'), both('disconnected')],
    ['the app is not connected', 403, lower('3100', 'ApplicationAuthorizationFailed'), both('disconnected')],
    ['the user lost access', 403, upper('120'), both('disconnected')],
    ['a 401 without a word', 401, '', both('unauthorised')],
    ['a 403 without a word', 403, '<html>', both('unauthorised')],
    [
      'a throttle',
      429,
      upper('3001', 'limit', 'message=ThrottleExceeded; errorCode=003001'),
      both('throttled'),
    ],
    ['a throttle of the gateway', 429, lower('3001', 'ThrottleExceeded'), both('throttled')],
    ['the older throttle', 403, upper('3001', 'x', 'ThrottleExceeded; errorCode=003001'), both('throttled')],
    ['a quota block in words of its own', 429, '<html>quota</html>', both('throttled')],
    ['an ended subscription', 400, upper('6190'), both('suspended')],
    ['maintenance', 400, upper('150'), both('unavailable')],
    ['a stale object', 400, upper('5010'), both('stale')],
    ['a name that is taken', 400, upper('6240'), both('name_taken')],
    ['a number that is taken', 400, upper('6140', 'Duplicate Document Number Error'), both('number_taken')],
    [
      'a number that is taken, by the older code',
      400,
      upper('6210', 'Duplicate Document Number'),
      both('number_taken'),
    ],
    ['a closed period', 400, upper('6210', 'The account period has closed'), both('closed_period')],
    ['a closed period without password', 400, upper('6200'), both('closed_period')],
    [
      'a closed period wrapped in 6000',
      400,
      upper('6000', 'The account period has closed.'),
      both('closed_period'),
    ],
    ['a business rule', 400, upper('6000', 'You must set a transaction amount.'), both('invalid')],
    [
      'something inactive',
      400,
      upper('610', 'Something you use has been made inactive'),
      both('reference_gone'),
    ],
    ['something gone', 400, upper('610', 'Object Not Found'), both('not_found')],
    ['a reference that is gone', 400, upper('2500'), both('not_found')],
    ['a deposited payment', 400, upper('6540'), both('locked')],
    ['a matched transaction', 400, upper('6480'), both('locked')],
    ['a settled transaction', 400, upper('6450'), both('locked')],
    ['a card number in a memo', 400, upper('6530'), both('invalid')],
    ['a product that does not fit', 400, upper('6070'), both('invalid')],
    ['a code nobody documents', 400, upper('9999'), both('invalid')],
    [
      'an operation that does not exist',
      400,
      upper('500', 'Operation void is not supported.'),
      both('unexpected'),
    ],
    ['too many items', 400, upper('1040'), both('unexpected')],
    ['a request id that was used', 400, upper('600'), UNCLEAR],
    ['an application error', 500, upper('10000', 'System Failure Error'), UNCLEAR],
    ['an application error inside a 200', 200, upper('10000', 'System Failure Error'), UNCLEAR],
    [
      'an application error about a path',
      500,
      upper('10000', 'Could not find resource for relative'),
      both('unexpected'),
    ],
    ['a fault inside a 200', 200, upper('6190'), both('suspended')],
    ['a fault without an inside', 200, JSON.stringify({ Fault: {} }), UNCLEAR],
    ['a gateway that is down', 502, '<html>', UNCLEAR],
    ['a maintenance page', 503, '<html>', UNCLEAR],
    ['a gateway timeout', 504, '', UNCLEAR],
    ['a request timeout', 408, '', UNCLEAR],
    ['a redirect', 302, '', UNCLEAR],
    ['a path that does not exist', 404, '{}', both('unexpected')],
  ])('%s', (_name, status, text, expected) => {
    expect(classes(status, text)).toEqual(expected);
  });

  test('an answer without a fault has none', () => {
    expect(classes(200, '{"Invoice":{}}')).toEqual([undefined, undefined]);
  });

  test('every code of the table has an outcome, and plain rows are not doubled', () => {
    const plain = FAULT_TABLE.filter(({ text }) => text === undefined).map(({ code }) => code);
    expect(new Set(plain).size).toBe(plain.length);
    for (const code of plain) expect(classes(400, upper(code))).not.toContain(undefined);
  });
});

describe('details', () => {
  const throttled = (headers: Record<string, string>) =>
    faultOf({ status: 429, headers, text: '' }, undefined, 'read');

  test.each([
    [undefined, 60_000],
    ['30', 30_000],
    ['Wed, 21 Oct 2026 07:28:00 GMT', 60_000],
    ['99999', 3_600_000],
  ])('Retry-After %s waits %d ms', (header, ms) => {
    expect(throttled(header === undefined ? {} : { 'retry-after': header })?.retryAfterMs).toBe(ms);
  });

  test('long words are shortened, and the trace id of Intuit is kept', () => {
    const text = upper('6000', 'x'.repeat(5000));
    const fault = faultOf({ status: 400, headers: { intuit_tid: 'tid-7' }, text }, parseJson(text), 'write');
    expect(fault?.detail).toHaveLength(300 + ' [intuit_tid tid-7]'.length);
    expect(fault?.vendorCode).toBe('6000');
  });

  test('the body of an answer that is no fault is not repeated', () => {
    const fault = faultOf({ status: 500, headers: {}, text: 'Bilbo owes 100' }, undefined, 'write');
    expect(fault?.detail).toBe('HTTP 500');
  });
});

test.each([
  ['refused', ['unavailable', 'unavailable']],
  ['broken', UNCLEAR],
  ['timeout', UNCLEAR],
  ['too_large', UNCLEAR],
] as const)('no answer: %s', (failed, expected) => {
  expect([failureFault(failed, 'write').fault, failureFault(failed, 'read').fault]).toEqual(expected);
});
