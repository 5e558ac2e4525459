// Planner: the request that a write would be, without sending it.
import type { LedgerPlanner } from '../ports.ts';
import { ABILITIES } from './abilities.ts';
import { toBooking } from './documents/booking.ts';
import { fileName } from './documents/file.ts';

export const SNELSTART_PLANNER: LedgerPlanner = {
  title: 'SnelStart',
  abilities: ABILITIES,
  plan: ({ document, operation, target }, { reference }) => {
    const method = operation === 'delete' ? 'DELETE' : target === undefined ? 'POST' : 'PUT';
    const id = target === undefined ? '' : `/${target.id}`;
    if (operation === 'delete') return { method, path: `/v2/verkoopboekingen${id}`, body: '' };
    if (document.type === 'invoice' || document.type === 'credit_note') {
      const made = toBooking(document, reference, target);
      const body = 'unbookable' in made ? made : made.body;
      return { method, path: `/v2/verkoopboekingen${id}`, body: JSON.stringify(body) };
    }
    if (document.type === 'attachment') {
      const body = {
        parentIdentifier: document.parent.id,
        fileName: fileName(document.name),
        content: '...',
      };
      const path = target === undefined ? '/v2/documenten/Verkoopboekingen' : `/v2/documenten${id}`;
      return { method, path, body: JSON.stringify(body) };
    }
    return {
      method,
      path: `/v2/relaties${id}`,
      body: JSON.stringify({ naam: 'name' in document ? document.name : '' }),
    };
  },
};
