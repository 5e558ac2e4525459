// Cells: how often each fault met each kind of record or process in each operation. What was never hit was never tested.

export interface Cells {
  readonly count: (fault: string, subject: string, operation: string) => void;
  readonly all: () => ReadonlyMap<string, number>;
}

export function noCells(): Cells {
  const hits = new Map<string, number>();
  return {
    count: (fault, subject, operation) => {
      const cell = `${fault} x ${subject} x ${operation}`;
      hits.set(cell, (hits.get(cell) ?? 0) + 1);
    },
    all: () => hits,
  };
}
