// Why something could not be started, as an error that carries a code and a sentence with the cure.

/** What stopped a start; each code has one cure, which the sentence names. */
export type StartFailureCode =
  | 'emulator-missing'
  | 'emulator-silent'
  | 'port-in-use'
  | 'template-missing'
  | 'template-unreadable'
  | 'not-emulated'
  | 'data-outdated'
  | 'data-in-use';

export type StartFailure = Error & { readonly code: StartFailureCode };

/** An error to throw when a part of the local system cannot start. `sentence` is shown to a person as it is. */
export const startFailure = (code: StartFailureCode, sentence: string): StartFailure =>
  Object.assign(new Error(sentence), { name: 'StartFailure', code });

/** True for errors made by `startFailure`: show their message without a stack, it is no bug. */
export const isStartFailure = (error: unknown): error is StartFailure =>
  error instanceof Error && error.name === 'StartFailure';
