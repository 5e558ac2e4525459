// Collects what must be undone, and undoes it once, the last first.

export type Cleanup = {
  readonly add: (action: () => unknown) => void;
  /** Runs all actions, also when one of them fails; a second call waits for the first. */
  readonly run: () => Promise<void>;
};

export const openCleanup = (): Cleanup => {
  const actions: (() => unknown)[] = [];
  let running: Promise<void> | undefined;
  return {
    add: (action) => void actions.push(action),
    run: () => (running ??= runAll(actions)),
  };
};

const runAll = async (actions: readonly (() => unknown)[]): Promise<void> => {
  const failures: unknown[] = [];
  for (const action of actions.toReversed()) {
    try {
      await action();
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, 'not everything could be stopped');
};
