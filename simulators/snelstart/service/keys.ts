// Coupling keys come, change and go; the partner hears of it once, unsigned, and never again if that fails.
import { randomText } from '../../quickbooks/service/chance.ts';
import type { DeliveryOutcome, WebhookPost } from '../../quickbooks/service/webhooks.ts';
import type { Coupling, State } from './state.ts';

/** The partner answers within this time or has not been told. */
const TIMEOUT_MS = 10_000;
/** Enough to look at; older ones are forgotten. */
const KEPT = 200;

export type KeyAct = 'create' | 'regenerate' | 'delete';

/** What a user does with the key of his administration; undefined when he has none to do it with. */
export function changeKey(
  state: State,
  act: KeyAct,
  administration: string,
  referenceKey: string,
): Coupling | undefined {
  const before = state.couplings.find((one) => one.administration === administration);
  if (before === undefined && act !== 'create') return undefined;
  const coupling: Coupling =
    act === 'delete' && before !== undefined
      ? { ...before, state: 'revoked' }
      : {
          key: `koppelsleutel-${randomText(state.from, 40)}`,
          administration,
          state: 'live',
          referenceKey: referenceKey === '' ? (before?.referenceKey ?? '') : referenceKey,
        };
  state.couplings = [...state.couplings.filter((one) => one.administration !== administration), coupling];
  tell(state, act, coupling);
  return coupling;
}

function tell(state: State, act: KeyAct, coupling: Coupling): void {
  if (state.settings.webhookUrl === null) return;
  const ActionType = act.charAt(0).toUpperCase() + act.slice(1);
  const body = JSON.stringify({
    KoppelSleutel: coupling.key,
    ActionType,
    ReferenceKey: coupling.referenceKey,
  });
  state.events = [
    ...state.events,
    { id: `key-${state.nextEvent}`, body, state: 'waiting' as const, result: '' },
  ].slice(-KEPT);
  state.nextEvent += 1;
}

export function takeDue(state: State): readonly WebhookPost[] {
  const url = state.settings.webhookUrl;
  if (url === null) return [];
  return state.events
    .filter((event) => event.state === 'waiting')
    .map((event) => {
      event.state = 'in flight';
      return {
        id: event.id,
        url,
        headers: { 'content-type': 'application/json' },
        body: event.body,
        timeoutMs: TIMEOUT_MS,
      };
    });
}

export function settle(state: State, id: string, outcome: DeliveryOutcome): void {
  const event = state.events.find((one) => one.id === id);
  if (event === undefined) return;
  event.result = 'error' in outcome ? outcome.error : String(outcome.status);
  event.state = /^2\d\d$/.test(event.result) ? 'delivered' : 'lost';
}
