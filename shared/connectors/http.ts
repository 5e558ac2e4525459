// The network as a function value: connectors ask through it, the host decides how the request really travels.

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
  /** The answer is bytes and not text: its `text` is base64. */
  readonly binary?: boolean | undefined;
  /** Milliseconds from the start of the call until its whole answer is here. */
  readonly timeoutMs: number;
}

/**
 * Why there is no answer. `refused`: no connection was made, so nothing was sent. After all others the other side may
 * have worked on the request: the connection broke, time ran out, or the answer was larger than we take in.
 */
export type HttpFailure = 'refused' | 'broken' | 'timeout' | 'too_large';

export interface HttpResponse {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

export type HttpAnswer = HttpResponse | { readonly failed: HttpFailure };

/** Sends one request, once, and never throws: redirects are not followed, nothing is tried again. */
export type Fetcher = (request: HttpRequest) => Promise<HttpAnswer>;
