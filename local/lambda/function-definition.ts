// What the runner must know about a Lambda function; all of it comes from the template.

export type FunctionDefinition = {
  readonly name: string;
  readonly arn: string;
  /** The folder of the bundled code. */
  readonly codeFolder: string;
  /** `file.export`. */
  readonly handler: string;
  readonly timeoutSeconds: number;
  readonly memoryMb: number;
  /** How many events it may work on at the same time. */
  readonly maxConcurrency: number;
  /** The whole environment apart from what Lambda itself sets. */
  readonly environment: Readonly<Record<string, string>>;
};

/** What came of an invocation: the handler's answer, or why there is none. Payloads are JSON texts. */
export type InvocationResult =
  | { readonly ok: true; readonly payload: string }
  | { readonly ok: false; readonly reason: FailureReason; readonly payload: string };

export type FailureReason = 'handler' | 'timeout' | 'exit' | 'init' | 'throttled' | 'too-large' | 'stopped';

/** A failed invocation in the shape in which Lambda reports it. */
export const failed = (reason: FailureReason, errorType: string, errorMessage: string): InvocationResult => ({
  ok: false,
  reason,
  payload: JSON.stringify({ errorType, errorMessage }),
});
