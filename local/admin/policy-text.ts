// Policies as text: what differs between two of them, and what is wrong with one.
import { pathText, type PolicyFault } from '../../shared/storage/policy-input.ts';

/** What changes from one policy to another, a setting a line: `- tax.map.high = "3"`, `+ tax.map.high = "4"`. */
export function policyDiff(before: unknown, after: unknown): readonly string[] {
  const [old, next] = [settingsOf(before), settingsOf(after)];
  const paths = [...new Set([...old.keys(), ...next.keys()])].sort();
  return paths.flatMap((path) => {
    const [was, is] = [old.get(path), next.get(path)];
    if (was === is) return [];
    return [
      ...(was === undefined ? [] : [`- ${path} = ${was}`]),
      ...(is === undefined ? [] : [`+ ${path} = ${is}`]),
    ];
  });
}

/** Every fault at once, so that nobody has to correct them one by one. */
export function faultLines(faults: readonly PolicyFault[]): string {
  return [
    'The policy is not valid:',
    ...faults.map(({ path, message }) => `  ${pathText(path)}: ${message}`),
  ].join('\n');
}

/** Every setting by its path. Lists are one setting: their order may mean something. */
function settingsOf(value: unknown, path: readonly string[] = []): ReadonlyMap<string, string> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return value === undefined ? new Map() : new Map([[path.join('.'), JSON.stringify(value)]]);
  return new Map(Object.entries(value).flatMap(([name, member]) => [...settingsOf(member, [...path, name])]));
}
