// Swarm: each seed switches a random part of the faults on, with random intensity. A run is its seed; these are printed with it.
import { mulberry } from './kernel.ts';
import type { Row } from './cell-rows.ts';
import { drawPolicies, settingsOf, withSettings, type DrawnPolicy } from './policies.ts';
import { themesOf, wantsOf } from './themes.ts';

/** Probabilities of faults, by name; 0 is off. */
export interface Faults {
  // one call of a process to a store, the queue or the clock
  readonly crash: number;
  readonly refused: number;
  readonly answerLost: number;
  readonly repeated: number;
  readonly slow: number;
  readonly staleIndex: number;
  // one call to the ledger
  readonly dropBefore: number;
  readonly commitThenDrop: number;
  readonly unreachable: number;
  readonly error500: number;
  readonly commitThen500: number;
  readonly throttled: number;
  readonly tokenRefused: number;
  readonly html: number;
  readonly appliedLate: number;
  readonly slowLedger: number;
  readonly tokenAnswerLost: number;
  // the queue
  readonly doubled: number;
  readonly delayed: number;
  readonly parallel: number;
  readonly deleteLost: number;
  // the ledger's webhooks
  readonly noticeDropped: number;
  readonly noticeDoubled: number;
  readonly noticeLate: number;
  // the clock's rounds
  readonly tickMissed: number;
  readonly tickDoubled: number;
}

/** How the world of a seed is made, apart from its faults. */
export interface Setting {
  readonly keyless: boolean;
  readonly companies: number;
  readonly connections: number;
  readonly workers: number;
  readonly records: number;
  /** Milliseconds for which faults and actors run. */
  readonly busyMs: number;
  readonly createOnly: boolean;
  readonly itemsMapped: boolean;
  readonly endBy: 'void' | 'delete';
  readonly pushOn: 'created' | 'closed';
  readonly onConflict: 'fail' | 'source_wins';
  readonly rotateEveryRefresh: boolean;
  readonly shuffleAnswers: boolean;
  readonly perBatch: boolean;
  readonly uniqueNumbers: boolean;
  readonly noticeFormat: 'cloudevents' | 'legacy';
  /** How busy the actors are, 0 to 1. */
  readonly disorder: number;
  readonly bookkeepers: number;
  readonly operators: number;
}

export interface Swarm {
  readonly seed: number;
  readonly faults: Faults;
  readonly setting: Setting;
  /** One for each connection; without them each has a plain one made of the setting. */
  readonly policies?: readonly DrawnPolicy[] | undefined;
  /** What fails again and again. */
  readonly themes?: readonly Row[] | undefined;
}

/** The strongest intensity of each fault. */
const STRONGEST: Faults = {
  crash: 0.012,
  refused: 0.02,
  answerLost: 0.02,
  repeated: 0.05,
  slow: 0.02,
  staleIndex: 0.5,
  dropBefore: 0.15,
  commitThenDrop: 0.2,
  unreachable: 0.15,
  error500: 0.15,
  commitThen500: 0.15,
  throttled: 0.15,
  tokenRefused: 0.1,
  html: 0.1,
  appliedLate: 0.1,
  slowLedger: 0.1,
  tokenAnswerLost: 0.3,
  doubled: 0.2,
  delayed: 0.3,
  parallel: 1,
  deleteLost: 0.1,
  noticeDropped: 0.5,
  noticeDoubled: 0.3,
  noticeLate: 0.3,
  tickMissed: 0.5,
  tickDoubled: 0.5,
};

export const NO_FAULTS: Faults = {
  crash: 0,
  refused: 0,
  answerLost: 0,
  repeated: 0,
  slow: 0,
  staleIndex: 0,
  dropBefore: 0,
  commitThenDrop: 0,
  unreachable: 0,
  error500: 0,
  commitThen500: 0,
  throttled: 0,
  tokenRefused: 0,
  html: 0,
  appliedLate: 0,
  slowLedger: 0,
  tokenAnswerLost: 0,
  doubled: 0,
  delayed: 0,
  parallel: 0,
  deleteLost: 0,
  noticeDropped: 0,
  noticeDoubled: 0,
  noticeLate: 0,
  tickMissed: 0,
  tickDoubled: 0,
};

/** The world that a seed stands for. */
export function swarmOf(seed: number, keyless = false): Swarm {
  const random = mulberry(seed ^ 0x5bd1e995);
  const on = (probability = 0.5): boolean => random() < probability;
  const calm = on(0.1);
  const themes = calm ? [] : themesOf(seed);
  const wants = wantsOf(themes);
  const some = (strongest: number): number => (!calm && on() ? strongest * random() ** 2 : 0);
  const faults: Faults = {
    crash: some(STRONGEST.crash),
    refused: some(STRONGEST.refused),
    answerLost: some(STRONGEST.answerLost),
    repeated: some(STRONGEST.repeated),
    slow: some(STRONGEST.slow),
    staleIndex: some(STRONGEST.staleIndex),
    dropBefore: some(STRONGEST.dropBefore),
    commitThenDrop: some(STRONGEST.commitThenDrop),
    unreachable: some(STRONGEST.unreachable),
    error500: some(STRONGEST.error500),
    commitThen500: some(STRONGEST.commitThen500),
    throttled: wants.throttled === true ? STRONGEST.throttled : some(STRONGEST.throttled),
    tokenRefused: some(STRONGEST.tokenRefused),
    html: some(STRONGEST.html),
    // Without keys nobody can tell a write that is still to come from one that never will: not promised, not played.
    appliedLate: keyless ? 0 : some(STRONGEST.appliedLate),
    slowLedger: some(STRONGEST.slowLedger),
    tokenAnswerLost: some(STRONGEST.tokenAnswerLost),
    doubled: some(STRONGEST.doubled),
    delayed: some(STRONGEST.delayed),
    // Two workers on one lane are what most defects need: mild is not enough.
    parallel: Math.sqrt(some(STRONGEST.parallel)),
    deleteLost: some(STRONGEST.deleteLost),
    noticeDropped: oftenAll(some(STRONGEST.noticeDropped)),
    noticeDoubled: some(STRONGEST.noticeDoubled),
    noticeLate: some(STRONGEST.noticeLate),
    tickMissed: some(STRONGEST.tickMissed),
    tickDoubled: some(STRONGEST.tickDoubled),
  };
  // A theme brings records of its own: the world stays small.
  const hasMore = wants.records !== undefined && wants.records.length > 0;
  const companies = on(0.7) ? 1 : 2;
  const connections = Math.max(companies, on(0.7) ? 1 : 2);
  const ofCompany = Array.from({ length: connections }, (_, index) => index % companies);
  const [first, ...others] = drawPolicies(mulberry(seed ^ 0x2c1b3c6d), ofCompany);
  return {
    seed,
    faults,
    themes,
    policies: first === undefined ? [] : [withSettings(first, wants.policy ?? []), ...others],
    setting: {
      keyless,
      companies,
      connections,
      workers: 1 + Math.floor(random() * 3),
      // Small worlds catch a planted defect in a third of the time: what goes wrong needs few records, but many fates.
      records: on(0.06) ? 8 + Math.floor(random() * 32) : 2 + Math.floor(random() * (hasMore ? 2 : 6)),
      busyMs: (200 + Math.floor(random() * 1_300)) * 1_000,
      createOnly: on(),
      itemsMapped: on(),
      endBy: on() ? 'void' : 'delete',
      pushOn: on() ? 'closed' : 'created',
      onConflict: on(0.3) ? 'source_wins' : 'fail',
      rotateEveryRefresh: on(0.3),
      shuffleAnswers: on(),
      perBatch: on(0.3),
      uniqueNumbers: on(0.3),
      noticeFormat: on() ? 'cloudevents' : 'legacy',
      disorder: on() ? random() : 0,
      bookkeepers: on() ? random() : 0,
      operators: on() ? random() : 0,
      ...wants.setting,
    },
  };
}

/** Webhooks that do not come at all are more than many that are lost: then only the sweep heals. */
function oftenAll(dropped: number): number {
  return dropped > 0.2 ? 1 : dropped;
}

/** The switched-on faults and the setting as one line. */
export function describe({ faults, setting, policies = [], themes = [] }: Swarm): string {
  const on = Object.entries(faults).filter(([, probability]) => probability > 0);
  const shown = on.map(([name, probability]) => `${name} ${Number(probability).toFixed(3)}`);
  const world = Object.entries(setting).map(
    ([name, value]) =>
      `${name} ${typeof value === 'number' && value % 1 !== 0 ? value.toFixed(2) : String(value)}`,
  );
  const drawn = policies.map(
    ({ policy, customNumbers }, index) =>
      `\npolicy of h${index}: ${settingsOf(policy).join('; ')}; the company takes numbers: ${customNumbers}`,
  );
  const most = themes.map(({ subject, operation }) => `${subject} ${operation}`).join(', ');
  return `themes: ${most === '' ? 'none' : most}; faults: ${shown.length === 0 ? 'none' : shown.join(', ')}; world: ${world.join(', ')}${drawn.join('')}`;
}
