// How an answer is spoiled on its way to the client, once the fault rules have said that it shall be.
import type { SimAnswer } from '../core/types.ts';
import { gatewayFault, page, systemFault } from './answers.ts';

/** More than a client that reads bodies without a limit ought to swallow. */
const HUGE_BYTES = 32 * 1024 * 1024;

/** The answer that is given in place of doing anything. */
export function refusal(kind: '500' | '503-html' | '429' | 'html', at: number): SimAnswer {
  switch (kind) {
    case '500':
      return systemFault(500, at);
    case '503-html':
      return page(503, 'Service Unavailable');
    case '429':
      return gatewayFault(3001, 'The request limit was reached.  Try again later');
    case 'html':
      // Status 200: whoever looks at the status only takes this for success.
      return page(200, 'We are sorry, something went wrong');
  }
}

/** The page of a gateway that stopped waiting for the application behind it. */
export function gatewayTimeout(): SimAnswer {
  return page(504, 'Gateway Timeout');
}

/** The true answer, made unreadable. */
export function spoilBody(kind: 'truncate-body' | 'huge-body' | 'wrong-types', answer: SimAnswer): SimAnswer {
  if (typeof answer.body !== 'string') return answer;
  const { body } = answer;
  switch (kind) {
    case 'truncate-body':
      return { ...answer, body: body.slice(0, Math.floor(body.length / 2)) };
    case 'huge-body':
      return { ...answer, body: body + ' '.repeat(HUGE_BYTES) };
    case 'wrong-types':
      return { ...answer, body: isJson(answer) ? JSON.stringify(swapTypes(JSON.parse(body))) : body };
  }
}

function isJson({ headers, body }: SimAnswer): boolean {
  return (headers['content-type'] ?? '').includes('json') && body.length > 0;
}

/** Numbers become texts, texts of digits become numbers, and truth values become words. */
function swapTypes(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(swapTypes);
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, swapTypes(member)]));
  }
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value;
}
