// What changes from one policy to another, setting by setting.

/** A setting with what it was and what it is; absent where it was not, or is no longer, said. */
export interface PolicyChange {
  /** `tax.map.high` */
  readonly setting: string;
  readonly before?: unknown;
  readonly after?: unknown;
}

/** Every setting that differs, in the order of their names. Lists are one setting: their order may mean something. */
export function policyChanges(before: unknown, after: unknown): readonly PolicyChange[] {
  const [old, next] = [settingsOf(before), settingsOf(after)];
  const settings = [...new Set([...old.keys(), ...next.keys()])].sort();
  return settings.flatMap((setting) => {
    const [was, is] = [old.get(setting), next.get(setting)];
    return JSON.stringify(was) === JSON.stringify(is) ? [] : [{ setting, before: was, after: is }];
  });
}

/** Every setting by its path. */
function settingsOf(value: unknown, path: readonly string[] = []): ReadonlyMap<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return value === undefined ? new Map() : new Map([[path.join('.'), value]]);
  return new Map(Object.entries(value).flatMap(([name, member]) => [...settingsOf(member, [...path, name])]));
}
