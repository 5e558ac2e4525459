// How the API says no: every refusal with its status and body, in HubSpot's own words where they are known.
import type { Surroundings } from './types.ts';
import { randomUuid } from '../../quickbooks/service/chance.ts';

/** One detail of an error body. */
export interface ErrorDetail {
  readonly message: string;
  readonly code?: string;
  readonly context?: Readonly<Record<string, readonly string[]>>;
}

/** A refusal as a value; the correlation id comes with the answer. */
export interface Refusal {
  readonly refused: number;
  readonly message: string;
  readonly category?: string;
  readonly errors?: readonly ErrorDetail[];
  readonly context?: Readonly<Record<string, readonly string[]>>;
  readonly links?: Readonly<Record<string, string>>;
  readonly errorType?: string;
  readonly policyName?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A value of a property that is not taken. */
export interface BadValue {
  readonly name: string;
  readonly code: string;
  readonly message: string;
}

export function isRefusal(value: object): value is Refusal {
  return 'refused' in value;
}

/** The body of a refusal. */
export function refusalBody(refusal: Refusal, from: Surroundings): Readonly<Record<string, unknown>> {
  const { refused: _status, headers: _headers, ...told } = refusal;
  return { status: 'error', ...told, correlationId: randomUuid(from) };
}

export function invalid(message: string, code?: string): Refusal {
  const errors = code === undefined ? {} : { errors: [{ message, code }] };
  return { refused: 400, category: 'VALIDATION_ERROR', message, ...errors };
}

/** The message embeds a JSON list, as HubSpot's page on object APIs shows it. */
export function badValues(portalId: number, values: readonly BadValue[]): Refusal {
  const told = values.map(({ name, code, message }) => ({
    isValid: false,
    message,
    error: code,
    name,
    localizedErrorMessage: message,
    portalId,
  }));
  return {
    refused: 400,
    message: `Property values were not valid: ${JSON.stringify(told)}`,
    errors: values.map(({ name, code, message }) => ({ message, code, context: { propertyName: [name] } })),
    category: 'VALIDATION_ERROR',
  };
}

export function notFound(): Refusal {
  return { refused: 404, message: 'resource not found', category: 'OBJECT_NOT_FOUND' };
}

/** A path that leads nowhere; the body of HubSpot's edge is not documented. */
export function noSuchPath(path: string): Refusal {
  return { refused: 404, message: `No resource at ${path}`, category: 'NOT_FOUND' };
}

export function emailTaken(id: string): Refusal {
  return { refused: 409, message: `Contact already exists. Existing ID: ${id}`, category: 'CONFLICT' };
}

export function missingScopes(anyOf: readonly string[]): Refusal {
  return {
    refused: 403,
    message:
      "This app hasn't been granted all required scopes to make this call. Read more about required scopes here: https://developers.hubspot.com/scopes.",
    errors: [
      {
        message: 'One or more of the following scopes are required.',
        context: { requiredGranularScopes: anyOf },
      },
    ],
    links: { scopes: 'https://developers.hubspot.com/scopes' },
    category: 'MISSING_SCOPES',
  };
}

/** The three limits and the words of each; only that of the day is documented word for word. */
export function limitReached(policy: 'DAILY' | 'TEN_SECONDLY_ROLLING' | 'SECONDLY'): Refusal {
  return {
    refused: 429,
    message: `You have reached your ${policy.toLowerCase()} limit.`,
    errorType: 'RATE_LIMIT',
    policyName: policy,
  };
}

/** Too many writes at once: "wait at least 2 seconds". */
export function locked(): Refusal {
  return {
    refused: 423,
    message: 'This resource is locked by too many changes at once. Try again in at least 2 seconds.',
    category: 'LOCKED',
  };
}
