// A record's state as a person sees it: one sign and one word, the same everywhere.
import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import type { HealthState } from '../data/shapes.ts';
import { textOf } from '../texts/text.ts';

const SIGNS: Readonly<Record<HealthState, StatusIndicatorProps.Type>> = {
  failed: 'error',
  uncertain: 'warning',
  action_needed: 'warning',
  waiting: 'pending',
  pending: 'in-progress',
  synced: 'success',
  skipped: 'stopped',
  not_synced: 'stopped',
};

export function State({ state }: { readonly state: HealthState }) {
  return <StatusIndicator type={SIGNS[state]}>{textOf('state', state)}</StatusIndicator>;
}

const LINKS: Readonly<Record<string, StatusIndicatorProps.Type>> = {
  connected: 'success',
  paused: 'stopped',
  disconnected: 'error',
  session_over: 'error',
  not_connected: 'pending',
  not_live: 'pending',
};

export function ConnectionState({ state }: { readonly state: string }) {
  return <StatusIndicator type={LINKS[state] ?? 'info'}>{textOf('connection.state', state)}</StatusIndicator>;
}
