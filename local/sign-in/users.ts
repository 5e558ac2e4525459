// Who can sign in on this machine: one for each role, without a password, because whoever reaches this port has the data anyway.
import type { Role } from '../../shared/core/roles.ts';

export type User = { readonly name: string; readonly role: Role; readonly says: string };

export const USERS: readonly User[] = [
  { name: 'viewer', role: 'viewer', says: 'sees everything and changes nothing' },
  { name: 'operator', role: 'operator', says: 'does the day’s work: retries, decides, pauses, reconciles' },
  { name: 'admin', role: 'admin', says: 'also changes the policy and connects companies' },
];

/** The console's client at the local issuer. */
export const CLIENT_ID = 'ledgerlane-console';
