// In groups: many small pieces of work, some of them at once.

/** Enough to get through thousands within the function's time, few enough to keep its connections. */
const AT_ONCE = 10;

/** The results in the order of the work. */
export async function inGroups<T, R>(all: readonly T[], work: (one: T) => Promise<R>): Promise<readonly R[]> {
  const waiting = [...all];
  const done: R[] = [];
  while (waiting.length > 0) done.push(...(await Promise.all(waiting.splice(0, AT_ONCE).map(work))));
  return done;
}
