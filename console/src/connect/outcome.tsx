// How the way to the ledger and back ended, told by the callback's address.
import Alert from '@cloudscape-design/components/alert';
import { textOf, isKey } from '../texts/text.ts';

export function Outcome({ outcome }: { readonly outcome: string | null }) {
  if (outcome === null || !isKey(`outcome.page.${outcome}`)) return null;
  return (
    <Alert
      type={outcome === 'connected' ? 'success' : 'error'}
      header={textOf('outcome.page.title', outcome)}
    >
      {textOf('outcome.page', outcome)}
    </Alert>
  );
}
