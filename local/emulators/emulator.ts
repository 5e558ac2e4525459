// What every emulator looks like from outside, and how an endpoint set by the user takes its place.

export type Emulator = {
  /** Base URL to give to the AWS SDK. */
  readonly endpoint: string;
  /** The process to kill in a crash test; undefined when the user brought an endpoint and nothing was started. */
  readonly pid: number | undefined;
  readonly stop: () => Promise<void>;
};

export type EmulatorOptions = {
  /** Where to keep the data. Without it: a temporary folder, removed at stop. */
  readonly dataDir?: string;
  /** Where to listen. Without it: a free port; who restarts an emulator under running clients wants the same one. */
  readonly port?: number;
};

/** The endpoint the user set in `variable`, as an emulator that has nothing to stop; undefined if none is set. */
export const emulatorFromEnvironment = (variable: string): Emulator | undefined => {
  const endpoint = process.env[variable];
  if (endpoint === undefined || endpoint === '') return undefined;
  return { endpoint, pid: undefined, stop: () => Promise.resolve() };
};
