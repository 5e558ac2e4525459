// Roles: what a person who signed in may do. Each may do all that the ones before it may.
export const ROLES = ['viewer', 'operator', 'admin'] as const;
export type Role = (typeof ROLES)[number];

/** Whether a role is enough where another one is the least. */
export function isEnough(role: Role, least: Role): boolean {
  return ROLES.indexOf(role) >= ROLES.indexOf(least);
}

/** The most that a person's groups allow; undefined for somebody who is in none of ours. */
export function highestOf(groups: readonly string[]): Role | undefined {
  return ROLES.findLast((role) => groups.includes(role));
}
