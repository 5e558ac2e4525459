// Resolves the references of a template: Ref, Fn::GetAtt, Fn::Join, Fn::Sub, Fn::Select and Fn::Split.
import { z } from 'zod';
import { ACCOUNT, REGION } from '../identity.ts';
import { startFailure } from '../start-failure.ts';

/** What a resource is called here: the value of its Ref, and of its attributes. */
export type PhysicalName = { readonly ref: string; readonly attributes: Readonly<Record<string, string>> };
export type Names = ReadonlyMap<string, PhysicalName>;

/** The value with every reference replaced. References to what is not emulated (roles, logs) become their logical ids. */
export const resolveValue = (value: unknown, names: Names): unknown => {
  if (Array.isArray(value)) return value.map((item: unknown) => resolveValue(item, names));
  if (typeof value !== 'object' || value === null) return value;
  const entries: [string, unknown][] = Object.entries(value);
  const [first] = entries;
  if (entries.length === 1 && first !== undefined) {
    const [name, argument] = first;
    const known = intrinsics[name];
    if (known !== undefined) return known(argument, names);
    if (name.startsWith('Fn::')) throw unsupported(name);
  }
  return Object.fromEntries(entries.map(([name, item]) => [name, resolveValue(item, names)]));
};

type Intrinsic = (argument: unknown, names: Names) => unknown;

const intrinsics: Readonly<Record<string, Intrinsic>> = {
  Ref: (argument, names) => reference(z.string().parse(argument), names),
  'Fn::GetAtt': (argument, names) => {
    const [id, ...path] =
      typeof argument === 'string' ? argument.split('.') : z.array(z.string()).parse(argument);
    return attribute(id ?? '', path.join('.'), names);
  },
  'Fn::Join': (argument, names) => {
    const [separator, parts] = z.tuple([z.string(), z.unknown()]).parse(argument);
    return z.array(z.coerce.string()).parse(resolveValue(parts, names)).join(separator);
  },
  'Fn::Split': (argument, names) => {
    const [separator, text] = z.tuple([z.string(), z.unknown()]).parse(argument);
    return z.string().parse(resolveValue(text, names)).split(separator);
  },
  'Fn::Select': (argument, names) => {
    const [index, list] = z.tuple([z.coerce.number(), z.unknown()]).parse(argument);
    return z.array(z.unknown()).parse(resolveValue(list, names))[index];
  },
  'Fn::Sub': (argument, names) => {
    const [text, variables] =
      typeof argument === 'string' ? substitution.parse([argument, {}]) : substitution.parse(argument);
    return text.replaceAll(/\$\{(!?)([^}]+)\}/g, (whole: string, literal: string, name: string) => {
      if (literal !== '') return whole.replace('!', '');
      if (variables[name] !== undefined) return z.coerce.string().parse(resolveValue(variables[name], names));
      const [id = '', ...path] = name.split('.');
      return path.length === 0 ? reference(id, names) : attribute(id, path.join('.'), names);
    });
  },
};

const substitution = z.tuple([z.string(), z.record(z.string(), z.unknown())]);

const pseudoParameters: Readonly<Record<string, string>> = {
  'AWS::AccountId': ACCOUNT,
  'AWS::Partition': 'aws',
  'AWS::Region': REGION,
  'AWS::StackName': 'local',
  'AWS::URLSuffix': 'amazonaws.com',
};

const reference = (id: string, names: Names): string => pseudoParameters[id] ?? names.get(id)?.ref ?? id;

const attribute = (id: string, name: string, names: Names): string =>
  names.get(id)?.attributes[name] ?? `${id}.${name}`;

const unsupported = (name: string) =>
  startFailure(
    'not-emulated',
    `The template uses ${name}, which the local runner does not know. Add it in local/stack/resolve.ts.`,
  );
