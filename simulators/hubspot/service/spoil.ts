// How an answer is refused or spoiled on its way to the client, once the fault rules have said that it shall be.
import { json, page } from '../../quickbooks/service/answers.ts';
import { spoilBody } from '../../quickbooks/service/spoil.ts';
import { limitReached, locked, refusalBody } from '../core/refusals.ts';
import type { Refusal } from '../core/refusals.ts';
import type { SimAnswer, Surroundings } from '../core/types.ts';
import type { Effect } from './faults.ts';

export { spoilBody };

/** The answers that are given in place of doing anything. */
export type RefusingEffect = Extract<
  Effect['kind'],
  '500' | '502' | '503-html' | '429' | '429-daily' | '423' | '477' | 'html'
>;

/** A day at most: how long an account may be away while HubSpot moves it to another data centre. */
const MIGRATION_SECONDS = '3600';

export function refusal(kind: RefusingEffect, from: Surroundings): SimAnswer {
  switch (kind) {
    case '500':
      return internalError(from);
    case '502':
      return page(502, 'Bad Gateway');
    case '503-html':
      return page(503, 'Service Unavailable');
    case '429':
      return written(limitReached('TEN_SECONDLY_ROLLING'), from);
    case '429-daily':
      return written(limitReached('DAILY'), from);
    case '423':
      return written(locked(), from);
    case '477': {
      const moving = {
        refused: 477,
        message: 'This account is being moved to another data centre.',
        category: 'MIGRATION_IN_PROGRESS',
      };
      return written({ ...moving, headers: { 'retry-after': MIGRATION_SECONDS } }, from);
    }
    case 'html':
      // Status 200: whoever looks at the status only takes this for success.
      return page(200, 'We are sorry, something went wrong');
  }
}

export function internalError(from: Surroundings): SimAnswer {
  return written({ refused: 500, message: 'internal error', category: 'INTERNAL_ERROR' }, from);
}

/** The page of an edge that stopped waiting for the application behind it. */
export function gatewayTimeout(): SimAnswer {
  return page(504, 'Gateway Timeout');
}

function written(refused: Refusal, from: Surroundings): SimAnswer {
  return json(refused.refused, refusalBody(refused, from), refused.headers);
}
