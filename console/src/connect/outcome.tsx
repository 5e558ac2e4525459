// How the way to the other side and back ended, told by the address that the API sent the browser to.
import Alert from '@cloudscape-design/components/alert';
import { useSearchParams } from 'react-router';
import { isKey, textOf } from '../texts/text.ts';
import type { Side } from './use-connectors.ts';

interface OutcomeProps {
  readonly outcome: string | null;
  readonly side: Side;
  /** While it is set up nothing is on its way yet. */
  readonly isLive: boolean;
}

export function Outcome({ outcome, side, isLive }: OutcomeProps) {
  if (outcome === null || !isKey(`outcome.page.${outcome}`)) return null;
  const says = `${outcome}_${side === 'ledger' && !isLive ? 'held' : side}`;
  return (
    <Alert
      type={outcome === 'connected' ? 'success' : 'error'}
      header={textOf('outcome.page.title', outcome)}
    >
      {textOf('outcome.page', isKey(`outcome.page.${says}`) ? says : outcome)}
    </Alert>
  );
}

/** How the way to one end and back ended, if the browser just came from there. */
export function useOutcome(): (side: Side) => string | null {
  const [search] = useSearchParams();
  return (side) => ((search.get('side') ?? 'ledger') === side ? search.get('outcome') : null);
}
