// Everything one simulator holds. All of it is plain data, so that its dump is the state itself.
import { z } from 'zod';
import type { Surroundings } from '../../quickbooks/core/types.ts';
import { faultState, type FaultBook } from '../../quickbooks/service/faults.ts';
import { type RequestLog, requestLogState } from '../../quickbooks/service/request-log.ts';
import {
  type Administration,
  type AdministrationSettings,
  openAdministration,
} from '../core/administration.ts';

const FORMAT = 'snelstart-simulator-1';

/** A coupling: the key that a tenant handed out, which names exactly one administration. */
export interface Coupling {
  readonly key: string;
  readonly administration: string;
  readonly state: 'live' | 'revoked';
  readonly referenceKey: string;
}

export interface Token {
  readonly token: string;
  readonly key: string;
  readonly expiresAt: number;
}

/** A call to the partner's webhook: once, whatever comes of it. */
export interface KeyEvent {
  readonly id: string;
  readonly body: string;
  state: 'waiting' | 'in flight' | 'delivered' | 'lost';
  result: string;
}

/** A write that the client was told had failed, and which is yet to be carried out. */
export interface LateWrite {
  readonly dueAt: number;
  readonly administration: string;
  readonly method: string;
  readonly path: string;
  readonly body: string;
}

export interface Settings {
  subscriptionKeys: string[];
  /** Scopes a token carries; a call without its scope is answered with 403. */
  scopes: string[];
  tokenSeconds: number;
  webhookUrl: string | null;
}

export const DEFAULT_SETTINGS: Settings = {
  subscriptionKeys: ['snelstart-subscription-primary', 'snelstart-subscription-secondary'],
  scopes: [
    'relaties:read',
    'relaties:write',
    'boekhouden:read',
    'boekhouden:write',
    'orders:read',
    'documenten:read',
    'documenten:write',
    'settings:read',
    'settings:write',
  ],
  tokenSeconds: 3_599,
  webhookUrl: null,
};

/** How a simulator begins, and what a reset goes back to. */
export interface Beginning {
  readonly settings: Settings;
  readonly faults: FaultBook;
  readonly administrations: readonly AdministrationSettings[];
}

export interface State {
  readonly from: Surroundings;
  readonly beginning: Beginning;
  settings: Settings;
  administrations: Administration[];
  couplings: Coupling[];
  tokens: Token[];
  faults: FaultBook;
  log: RequestLog;
  late: LateWrite[];
  events: KeyEvent[];
  nextEvent: number;
}

export function createState(from: Surroundings, beginning: Beginning): State {
  const state: State = {
    from,
    beginning,
    settings: structuredClone(beginning.settings),
    administrations: [],
    couplings: [],
    tokens: [],
    faults: structuredClone(beginning.faults),
    log: { nextSeq: 1, entries: [] },
    late: [],
    events: [],
    nextEvent: 1,
  };
  for (const settings of beginning.administrations) open(state, settings);
  return state;
}

/** Opens an administration with its first coupling key, which is `koppelsleutel-<id>`. */
export function open(state: State, settings: AdministrationSettings): Administration {
  const administration = openAdministration(settings);
  state.administrations = [...state.administrations.filter(({ id }) => id !== settings.id), administration];
  const key = `koppelsleutel-${settings.id}`;
  const coupling: Coupling = { key, administration: settings.id, state: 'live', referenceKey: '' };
  state.couplings = [...state.couplings.filter((one) => one.administration !== settings.id), coupling];
  return administration;
}

export function reset(state: State): void {
  Object.assign(state, { ...createState(state.from, state.beginning) });
}

/** What is written down: everything but the surroundings and the beginning, which the owner gives again. */
export function dumpState(state: State): string {
  const { settings, administrations, couplings, tokens, faults, log, late, events, nextEvent } = state;
  return JSON.stringify({
    format: FORMAT,
    settings,
    administrations,
    couplings,
    tokens,
    faults,
    log,
    late,
    events,
    nextEvent,
  });
}

const dumped = z.object({ format: z.literal(FORMAT), faults: faultState, log: requestLogState });

export function restoreState(state: State, text: string): void {
  const parsed: unknown = JSON.parse(text);
  // The head is checked, so that a foreign file is refused with a sentence; the rest we wrote ourselves.
  const head = dumped.parse(parsed);
  Object.assign(state, parsed, head);
}
