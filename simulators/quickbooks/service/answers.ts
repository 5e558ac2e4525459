// How the service side words its answers: plain JSON, pages, OAuth errors and the gateway's lower-case faults.
import type { SimAnswer } from '../core/types.ts';

/** A JSON answer. */
export function json(
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): SimAnswer {
  return {
    status,
    headers: { 'content-type': 'application/json;charset=UTF-8', ...headers },
    body: JSON.stringify(body),
  };
}

/** An HTML page, as browsers and impatient proxies see it. */
export function page(status: number, text: string): SimAnswer {
  const body = `<!DOCTYPE html><html><head><title>${text}</title></head><body><h1>${text}</h1></body></html>`;
  return { status, headers: { 'content-type': 'text/html;charset=UTF-8' }, body };
}

/** A refusal of the token endpoint (RFC 6749, 5.2). */
export function oauthError(status: number, error: string, description?: string): SimAnswer {
  const body = description === undefined ? { error } : { error_description: description, error };
  return json(status, body, { 'cache-control': 'no-store' });
}

const gatewayFaults = {
  3200: { name: 'AuthenticationFailed', status: 401, type: 'AUTHENTICATION' },
  3202: { name: 'AuthenticationFailed', status: 401, type: 'AUTHENTICATION' },
  3100: { name: 'ApplicationAuthorizationFailed', status: 403, type: 'SERVICE' },
  3001: { name: 'ThrottleExceeded', status: 429, type: 'SERVICE' },
} as const;

/**
 * A fault of Intuit's gateway, which stands before the accounting application: its keys are in lower case where
 * the application's are capitalised.
 */
export function gatewayFault(code: keyof typeof gatewayFaults, detail: string | null): SimAnswer {
  const { name, status, type } = gatewayFaults[code];
  const message = `message=${name}; errorCode=${String(code).padStart(6, '0')}; statusCode=${status}`;
  return json(status, { fault: { error: [{ message, detail, code: String(code), element: null }], type } });
}

/** A fault of the application itself, as it words an error inside Intuit. */
export function systemFault(status: number, at: number): SimAnswer {
  const error = {
    Message: 'An application error has occurred while processing your request',
    Detail: 'System Failure Error: simulated by a fault rule',
    code: '10000',
  };
  return json(status, { Fault: { Error: [error], type: 'SystemFault' }, time: new Date(at).toISOString() });
}
