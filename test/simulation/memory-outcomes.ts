// Outcomes in memory: what became of records, by connection and quarter of an hour.
import { QUARTER_MS, quarterOf } from '../../shared/core/completeness.ts';
import { NO_OUTCOMES, type OutcomesAt, outcomesTogether } from '../../shared/core/outcomes.ts';
import type { Kept } from './kept.ts';

interface Row extends OutcomesAt {
  readonly upTo?: number | undefined;
}

export function outcomeRows(kept: Kept) {
  const rows = kept.map<string, Row>('outcomes');
  return {
    countOutcomes: async (connection: string, outcomes: OutcomesAt, upTo?: number) => {
      const at = quarterOf(outcomes.at);
      const name = JSON.stringify([connection, at]);
      const row = rows.get(name);
      if (upTo !== undefined && (row?.upTo ?? -1) >= upTo) return;
      rows.set(name, {
        ...outcomesTogether(row ?? NO_OUTCOMES, outcomes),
        at,
        heardAt: outcomes.heardAt ?? row?.heardAt,
        upTo: upTo ?? row?.upTo,
      });
    },
    outcomes: async (connection: string, from: number, to: number) =>
      [...rows]
        .filter(([name, { at }]) => ofConnection(name, connection) && at + QUARTER_MS > from && at < to)
        .map(([, { upTo: _upTo, ...row }]) => row)
        .sort((a, b) => a.at - b.at),
  };
}

const ofConnection = (name: string, connection: string): boolean =>
  name.startsWith(`[${JSON.stringify(connection)},`);
