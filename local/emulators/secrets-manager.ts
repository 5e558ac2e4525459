// Secrets Manager: secrets with versions and the stages AWSCURRENT and AWSPREVIOUS.
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { arn } from '../identity.ts';
import { serviceFault } from './service-fault.ts';
import type { StateFile } from './state-file.ts';

export type SecretsManager = {
  /** Operation name -> what it does with its parsed JSON input. */
  readonly operations: Readonly<Record<string, (input: unknown) => unknown>>;
  /** Creates the secret if there is none of that name. */
  readonly ensure: (name: string, makeValue: () => string) => void;
};

export const openSecretsManager = (file: StateFile<Secrets>): SecretsManager => {
  const find = (id: string): Secret => {
    const secret = file.read().find(({ Name, ARN }) => Name === id || ARN === id);
    if (secret === undefined)
      throw serviceFault('ResourceNotFoundException', "Secrets Manager can't find the specified secret.");
    return secret;
  };
  const store = (secret: Secret): void =>
    file.write([...file.read().filter(({ ARN }) => ARN !== secret.ARN), secret]);
  const create = (input: unknown) => {
    const { Name, SecretString, ClientRequestToken = randomUUID() } = createSchema.parse(input);
    if (file.read().some((secret) => secret.Name === Name)) {
      throw serviceFault(
        'ResourceExistsException',
        `The operation failed because the secret ${Name} already exists.`,
      );
    }
    const secret = { Name, ARN: secretArn(Name), createdAt: seconds(), versions: {} };
    store(SecretString === undefined ? secret : withCurrent(secret, ClientRequestToken, SecretString));
    return { ARN: secret.ARN, Name, VersionId: SecretString === undefined ? undefined : ClientRequestToken };
  };
  return {
    operations: {
      CreateSecret: create,
      GetSecretValue: (input) => getValue(getSchema.parse(input), find),
      PutSecretValue: (input) => putValue(putSchema.parse(input), find, store),
      UpdateSecretVersionStage: (input) => moveStage(moveSchema.parse(input), find, store),
      DescribeSecret: (input) => {
        const { ARN, Name, createdAt, versions } = find(idSchema.parse(input).SecretId);
        const stages = Object.entries(versions).map(([id, version]) => [id, version.stages] as const);
        return { ARN, Name, CreatedDate: createdAt, VersionIdsToStages: Object.fromEntries(stages) };
      },
      // At once: the waiting time that AWS grants for second thoughts only matters where a secret is precious.
      DeleteSecret: (input) => {
        const { ARN, Name } = find(idSchema.parse(input).SecretId);
        file.write(file.read().filter((secret) => secret.ARN !== ARN));
        return { ARN, Name, DeletionDate: seconds() };
      },
    },
    ensure: (name, makeValue) => {
      if (!file.read().some(({ Name }) => Name === name)) create({ Name: name, SecretString: makeValue() });
    },
  };
};

const versionSchema = z.object({ value: z.string(), stages: z.array(z.string()), createdAt: z.number() });
const secretSchema = z.object({
  Name: z.string(),
  ARN: z.string(),
  createdAt: z.number(),
  versions: z.record(z.string(), versionSchema),
});
export const secretsSchema = z.array(secretSchema);
type Secret = z.infer<typeof secretSchema>;
export type Secrets = z.infer<typeof secretsSchema>;

/** Real ARNs end in six characters of chance; fixed ones let the template's references be known before the secret is. */
export const secretArn = (name: string): string => arn('secretsmanager', `secret:${name}-local0`);

const seconds = (): number => Date.now() / 1000;

type Find = (id: string) => Secret;
type Store = (secret: Secret) => void;

const getValue = ({ SecretId, VersionId, VersionStage }: z.infer<typeof getSchema>, find: Find) => {
  const { ARN, Name, versions } = find(SecretId);
  const stage = VersionStage ?? 'AWSCURRENT';
  const id = VersionId ?? Object.keys(versions).find((key) => versions[key]?.stages.includes(stage));
  const version = id === undefined ? undefined : versions[id];
  if (version === undefined) {
    throw serviceFault(
      'ResourceNotFoundException',
      `Secrets Manager can't find the specified secret value for staging label: ${stage}`,
    );
  }
  const { value, stages, createdAt } = version;
  return { ARN, Name, SecretString: value, VersionId: id, VersionStages: stages, CreatedDate: createdAt };
};

const putValue = (input: z.infer<typeof putSchema>, find: Find, store: Store) => {
  const { SecretId, SecretString, ClientRequestToken: id = randomUUID(), VersionStages } = input;
  const secret = find(SecretId);
  const before = secret.versions[id];
  if (before !== undefined && before.value !== SecretString) {
    throw serviceFault('ResourceExistsException', `The version ${id} already exists with another value.`);
  }
  const isCurrent = VersionStages?.includes('AWSCURRENT') ?? true;
  const version = { value: SecretString, stages: VersionStages ?? [], createdAt: seconds() };
  const next = isCurrent
    ? withCurrent(secret, id, SecretString)
    : { ...secret, versions: { ...secret.versions, [id]: version } };
  // The same token again is a retry of the same call, not a new version.
  if (before === undefined) store(next);
  return { ARN: secret.ARN, Name: secret.Name, VersionId: id, VersionStages: next.versions[id]?.stages };
};

const moveStage = (input: z.infer<typeof moveSchema>, find: Find, store: Store) => {
  const { SecretId, VersionStage, MoveToVersionId, RemoveFromVersionId } = input;
  const secret = find(SecretId);
  for (const id of [MoveToVersionId, RemoveFromVersionId]) {
    if (id !== undefined && secret.versions[id] === undefined) {
      throw serviceFault('ResourceNotFoundException', `Secrets Manager can't find the version ${id}.`);
    }
  }
  const value = MoveToVersionId === undefined ? undefined : secret.versions[MoveToVersionId]?.value;
  if (VersionStage === 'AWSCURRENT' && MoveToVersionId !== undefined && value !== undefined) {
    store(withCurrent(secret, MoveToVersionId, value));
  } else {
    store({ ...secret, versions: withStage(secret.versions, VersionStage, MoveToVersionId) });
  }
  return { ARN: secret.ARN, Name: secret.Name };
};

/** The secret with this version current; the one that was current becomes the previous one. */
const withCurrent = (secret: Secret, id: string, value: string): Secret => {
  const { versions } = secret;
  const previous = Object.keys(versions).find((key) => versions[key]?.stages.includes('AWSCURRENT'));
  if (previous === id) return secret;
  const added = { ...versions, [id]: versions[id] ?? { value, stages: [], createdAt: seconds() } };
  const moved = withStage(added, 'AWSCURRENT', id);
  return { ...secret, versions: previous === undefined ? moved : withStage(moved, 'AWSPREVIOUS', previous) };
};

/** A stage belongs to one version at most, so giving it to one takes it from all others. */
const withStage = (versions: Secret['versions'], stage: string, to: string | undefined): Secret['versions'] =>
  Object.fromEntries(
    Object.entries(versions).map(([id, version]) => {
      const others = version.stages.filter((own) => own !== stage);
      return [id, { ...version, stages: id === to ? [...others, stage] : others }];
    }),
  );

const idSchema = z.object({ SecretId: z.string() });
const createSchema = z.object({
  Name: z.string(),
  SecretString: z.string().optional(),
  ClientRequestToken: z.string().optional(),
});
const getSchema = idSchema.extend({ VersionId: z.string().optional(), VersionStage: z.string().optional() });
const putSchema = idSchema.extend({
  SecretString: z.string(),
  ClientRequestToken: z.string().optional(),
  VersionStages: z.array(z.string()).optional(),
});
const moveSchema = idSchema.extend({
  VersionStage: z.string(),
  MoveToVersionId: z.string().optional(),
  RemoveFromVersionId: z.string().optional(),
});
