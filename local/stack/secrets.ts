// Makes the secrets of the template, generated where it says so; one that is there keeps its value.
import { randomInt } from 'node:crypto';
import { z } from 'zod';
import type { Services } from '../emulators/services.ts';
import { type Names, resolveValue } from './resolve.ts';
import type { Template } from './template.ts';

export const createSecrets = (template: Template, names: Names, services: Services): void => {
  for (const { id, properties } of template.ofType('AWS::SecretsManager::Secret')) {
    const { Name, SecretString, GenerateSecretString } = secretSchema.parse(resolveValue(properties, names));
    const makeValue = () => SecretString ?? generateValue(GenerateSecretString ?? generateSchema.parse({}));
    services.ensureSecret(Name ?? `${template.stackName}-${id}`, makeValue);
  }
};

const generateValue = (settings: z.infer<typeof generateSchema>): string => {
  const password = generatePassword(settings);
  const { SecretStringTemplate, GenerateStringKey } = settings;
  if (SecretStringTemplate === undefined || GenerateStringKey === undefined) return password;
  const template = z.record(z.string(), z.unknown()).parse(JSON.parse(SecretStringTemplate));
  return JSON.stringify({ ...template, [GenerateStringKey]: password });
};

const KINDS = [
  { letters: 'abcdefghijklmnopqrstuvwxyz', excludedBy: 'ExcludeLowercase' },
  { letters: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', excludedBy: 'ExcludeUppercase' },
  { letters: '0123456789', excludedBy: 'ExcludeNumbers' },
  { letters: '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~', excludedBy: 'ExcludePunctuation' },
] as const;

const generatePassword = (settings: z.infer<typeof generateSchema>): string => {
  const allowed = KINDS.filter(({ excludedBy }) => !settings[excludedBy]).flatMap(({ letters }) => [
    ...letters,
  ]);
  const usable = allowed.filter((letter) => !settings.ExcludeCharacters.includes(letter));
  return Array.from({ length: settings.PasswordLength }, () => usable[randomInt(usable.length)]).join('');
};

const generateSchema = z.object({
  SecretStringTemplate: z.string().optional(),
  GenerateStringKey: z.string().optional(),
  // Secrets Manager's own length for what a template leaves out.
  PasswordLength: z.coerce.number().int().positive().default(32),
  ExcludeCharacters: z.string().default(''),
  ExcludeLowercase: z.boolean().default(false),
  ExcludeUppercase: z.boolean().default(false),
  ExcludeNumbers: z.boolean().default(false),
  ExcludePunctuation: z.boolean().default(false),
});
const secretSchema = z.object({
  Name: z.string().optional(),
  SecretString: z.string().optional(),
  GenerateSecretString: generateSchema.optional(),
});
