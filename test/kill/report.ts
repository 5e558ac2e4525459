// What a proof says at its end: kills by victim and kind, what they cost, and every finding by name.
import type { Hit } from './killer.ts';
import type { Proof } from './prove.ts';
import { type RunResult, seconds } from './run.ts';
import type { Verdict } from './verdict.ts';

export function reportOf({ struck, undisturbed, isClean, folder }: Proof): readonly string[] {
  return [
    '',
    ...tableOf(struck.hits),
    '',
    ...figuresOf(struck),
    ...(undisturbed === undefined ? [] : comparison(struck, undisturbed)),
    '',
    ...findings('with kills', struck.verdict),
    ...(undisturbed === undefined ? [] : findings('without kills', undisturbed.verdict)),
    isClean
      ? `Clean: ${struck.hits.length} kills, ${struck.events} events acknowledged, none lost, none doubled.`
      : `Not clean. Everything is kept in ${folder}`,
  ];
}

/** One row for a victim and a kind; columns say how many were hit at the planned call. */
function tableOf(hits: readonly Hit[]): readonly string[] {
  const rows = Map.groupBy(hits, ({ strike }) => `${strike.victim.padEnd(12)} ${strike.kind.padEnd(7)}`);
  const count = (some: readonly Hit[], side: string) =>
    some.filter(({ strike: { moment }, atCall }) => atCall && moment.at === 'call' && moment.side === side)
      .length;
  const row = (name: string, some: readonly Hit[]) =>
    [
      name,
      some.length,
      count(some, 'before'),
      count(some, 'after'),
      some.filter(({ atCall }) => !atCall).length,
    ]
      .map((cell) => (typeof cell === 'number' ? String(cell).padStart(12) : cell))
      .join('');
  return [
    ['victim       kind   ', 'hit', 'before call', 'after call', 'any moment']
      .map((cell, index) => (index === 0 ? cell : cell.padStart(12)))
      .join(''),
    ...[...rows].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([name, some]) => row(name, some)),
    row('all'.padEnd(20), hits),
  ];
}

function figuresOf({
  cameBack,
  events,
  attempts,
  records,
  ms,
  calm,
  glances,
  calls,
  touched,
}: RunResult): readonly string[] {
  return [
    `${events} events about ${records} records, sent in ${attempts} requests until each was acknowledged`,
    `${calls.writes} writes in the books, ${calls.replays} answers replayed by their request id, ${calls.reads} reads`,
    `${touched} documents touched by bookkeepers in the ledger: edited, voided, deleted, paid`,
    `${cameBack} frozen workers came back alive, after their lease and with their messages at somebody else`,
    `API lists answered ${glances.good} times, not answered ${glances.bad} times`,
    `dead letters moved back ${calm.redriven}, records retried by hand ${calm.retried.length}`,
    ...calm.retried.slice(0, LISTED_MAX).map((record) => `  ${record}`),
    `at rest ${seconds(ms)} s after the first event`,
  ];
}

function comparison(struck: RunResult, undisturbed: RunResult): readonly string[] {
  const { ms, calls } = undisturbed;
  return [
    `the same ${undisturbed.events} events without kills, as fast as they are taken: ${seconds(ms)} s, ` +
      `${calls.writes} writes, ${calls.replays} replays; with kills ${(struck.ms / ms).toFixed(2)} times as long`,
  ];
}

const LISTED_MAX = 20;

function findings(when: string, verdict: Verdict): readonly string[] {
  return Object.entries(verdict).flatMap(([name, list]: [string, readonly string[]]) => [
    `${when}: ${name} = ${list.length}`,
    ...list.slice(0, LISTED_MAX).map((finding) => `  ${finding}`),
  ]);
}
