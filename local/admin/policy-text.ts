// Policies as text: what differs between two of them, and what is wrong with one.
import { policyChanges } from '../../shared/core/policy-changes.ts';
import { pathText, type PolicyFault } from '../../shared/storage/policy-input.ts';

/** What changes from one policy to another, a setting a line: `- tax.map.high = "3"`, `+ tax.map.high = "4"`. */
export function policyDiff(before: unknown, after: unknown): readonly string[] {
  return policyChanges(before, after).flatMap((change) => [
    ...(change.before === undefined ? [] : [`- ${change.setting} = ${JSON.stringify(change.before)}`]),
    ...(change.after === undefined ? [] : [`+ ${change.setting} = ${JSON.stringify(change.after)}`]),
  ]);
}

/** Every fault at once, so that nobody has to correct them one by one. */
export function faultLines(faults: readonly PolicyFault[]): string {
  return ['The policy is not valid:', ...faults.map(faultLine)].join('\n');
}

const faultLine = ({ path, message }: PolicyFault): string => `  ${pathText(path)}: ${message}`;
