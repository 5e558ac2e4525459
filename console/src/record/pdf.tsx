// The ledger's own PDF of an invoice, where there is one.
import Button from '@cloudscape-design/components/button';
import { useState } from 'react';
import { askFile } from '../data/ask.ts';
import type { ShownRecord } from '../data/shapes.ts';
import { saveFile } from '../parts/csv.ts';
import { useNotices } from '../shell/notices.tsx';
import { text } from '../texts/text.ts';

export function Pdf({ connection, record }: { readonly connection: string; readonly record: ShownRecord }) {
  const [isBusy, setBusy] = useState(false);
  const { fail } = useNotices();
  const { kind, id, document, number } = record;
  if (kind !== 'invoice' || document?.status !== 'live') return null;
  const get = async () => {
    setBusy(true);
    try {
      saveFile(`${number ?? id}.pdf`, await askFile(pathOf(connection, id)));
    } catch (error) {
      fail(error);
    }
    setBusy(false);
  };
  return (
    <Button iconName="file" loading={isBusy} onClick={() => void get()}>
      {text('record.pdf')}
    </Button>
  );
}

const pathOf = (connection: string, id: string): string =>
  `/v1/connections/${encodeURIComponent(connection)}/invoices/${encodeURIComponent(id)}/pdf`;
