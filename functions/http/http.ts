// HTTP in our own words: what a function is asked and what it answers, whoever carries it (API Gateway, a test).
import type { AuditState } from '../../shared/core/audit.ts';

export interface HttpRequest {
  /** The gateway's id of this request: in every problem and every log line. */
  readonly id: string;
  /** The route as it is declared: `POST /v1/connections/{connection}/events`. */
  readonly route: string;
  /** Scheme and host under which the caller reached us: `https://api.example.com`. */
  readonly origin: string;
  /** The values of the route's places, decoded. */
  readonly path: Readonly<Record<string, string | undefined>>;
  readonly query: Readonly<Record<string, string | undefined>>;
  /** The query as it was sent, for signatures and token exchanges that need every byte of it. */
  readonly rawQuery: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** `name=value`, one per cookie. */
  readonly cookies: readonly string[];
  /** The bytes as they were sent, before anybody interpreted them. */
  readonly body: Uint8Array;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly cookies?: readonly string[] | undefined;
  readonly body: string;
  /** The body is bytes, and `body` is their base64. */
  readonly binary?: boolean | undefined;
  /** What the audit says of a thing that was done. It stays here: no caller sees it. */
  readonly audit?:
    { readonly before?: AuditState | undefined; readonly after?: AuditState | undefined } | undefined;
}

/** An answer with a JSON body. */
export function json(status: number, body: unknown): HttpAnswer {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}
