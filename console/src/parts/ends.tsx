// The two ends of a connection, as people call them.
import { useTitles } from '../connect/use-connectors.ts';
import { text } from '../texts/text.ts';

interface EndsProps {
  readonly source: string;
  readonly ledger: string;
}

export function Ends({ source, ledger }: EndsProps) {
  const titleOf = useTitles();
  return text('connections.from_to', { source: titleOf(source), ledger: titleOf(ledger) });
}
