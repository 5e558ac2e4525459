// Results: what ran, how it went and how long it took, as a table and as one line.

export interface Result {
  readonly name: string;
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly ms: number;
  readonly ok: boolean;
  /** Why it is not what it seems: no files, no answer, no time. */
  readonly note?: string | undefined;
}

/** The last line of the run. Skipped tests are only named when there are any. */
export function verdict({ passed, failed, skipped }: Result): string {
  const counts = `${passed} passed, ${failed} failed`;
  return skipped > 0 ? `${counts}, ${skipped} skipped` : counts;
}

/** All results as one. */
export function sumOf(results: readonly Result[]): Result {
  const sum = (count: (result: Result) => number): number =>
    results.reduce((total, result) => total + count(result), 0);
  return {
    name: 'all',
    passed: sum(({ passed }) => passed),
    failed: sum(({ failed }) => failed),
    skipped: sum(({ skipped }) => skipped),
    ms: sum(({ ms }) => ms),
    ok: results.every(({ ok }) => ok),
  };
}

/** One row a result, in aligned columns. */
export function printTable(results: readonly Result[]): void {
  const rows = [
    ['', 'passed', 'failed', 'skipped', 'seconds', ''],
    ...results.map(({ name, passed, failed, skipped, ms, note }) => [
      name,
      String(passed),
      String(failed),
      String(skipped),
      (ms / 1000).toFixed(1),
      note ?? '',
    ]),
  ];
  console.log('');
  for (const [name = '', ...cells] of rows) {
    const [note = '', ...numbers] = cells.reverse();
    const figures = numbers.reverse().map((cell) => cell.padStart(9));
    console.log(`${name.padEnd(12)}${figures.join('')}  ${note}`.trimEnd());
  }
}
