// The import law: core <- connectors, storage, host <- functions <- infra, local. Arrows never turn, and there are no rings.
import { describe, expect, test } from 'vitest';
import { type Source, sourcesOf } from './sources.ts';

const SOURCES = sourcesOf('shared', 'functions', 'infra', 'local', 'simulators', 'console');

/** A part of the repository, what its files may import of ours, and what to do instead. */
interface Part {
  readonly name: string;
  readonly files: RegExp;
  readonly may: readonly RegExp[];
  readonly instead: string;
}

const PORTS = [/^shared\/connectors\/ports\.ts$/, /^shared\/storage\/ports\.ts$/];
const HOST = /^shared\/host\/[^/]+\.ts$/;

const PARTS: readonly Part[] = [
  {
    name: 'the core',
    files: /^shared\/core\//,
    may: [/^shared\/core\//],
    instead: 'take what it needs as a fact or an argument; whoever calls the core may reach outside',
  },
  {
    name: 'storage',
    files: /^shared\/storage\//,
    may: [/^shared\/core\//, /^shared\/storage\//, HOST],
    instead: 'store values of the core; what a vendor or the host needs belongs to them',
  },
  {
    name: 'connectors',
    files: /^shared\/connectors\//,
    may: [/^shared\/core\//, /^shared\/connectors\//, HOST, ...PORTS],
    instead: 'speak through the ports (storage/ports.ts, host/host.ts); the host brings the implementation',
  },
  {
    name: 'the host',
    files: /^shared\/host\//,
    may: [/^shared\//],
    instead: 'let functions depend on the host, not the other way round',
  },
  {
    name: 'functions',
    files: /^functions\//,
    may: [/^shared\//, /^functions\//],
    instead: 'take it from the host, or move what both need to shared/',
  },
  {
    name: 'infra',
    files: /^infra\//,
    may: [/^shared\//, /^functions\//, /^infra\//],
    instead: 'let local/ read the synthesised template; the stack knows nothing of this machine',
  },
  {
    name: 'local',
    files: /^local\//,
    may: [/^shared\//, /^functions\//, /^infra\//, /^local\//, /^simulators\//],
    instead: 'move it to local/ and let the test import it from there',
  },
  {
    name: 'simulators',
    files: /^simulators\//,
    may: [/^simulators\//],
    instead:
      'write it anew from the vendor’s documents: a simulator that shares our code shares our mistakes',
  },
  {
    name: 'the console',
    files: /^console\//,
    may: [/^console\//],
    instead: 'ask the API; the page is served as it is',
  },
];

describe.each(PARTS)('$name', ({ name, files, may, instead }) => {
  test('imports only what stands before it', () => {
    const wrong = SOURCES.filter(({ path }) => files.test(path)).flatMap(({ path, imports }) =>
      imports.flatMap(({ file }) =>
        file === undefined || may.some((allowed) => allowed.test(file))
          ? []
          : [`${path} imports ${file}; instead: ${instead}`],
      ),
    );
    expect(wrong, `${name} turns an arrow`).toEqual([]);
  });
});

test('every source file belongs to a part', () => {
  expect(SOURCES.filter(({ path }) => !PARTS.some(({ files }) => files.test(path)))).toEqual([]);
});

/** Libraries of pure functions, and the one file that may make hashes. */
const PURE: Readonly<Record<string, RegExp>> = {
  'big.js': /./,
  'currency-codes': /./,
  'temporal-polyfill': /./,
  'node:crypto': /^shared\/core\/fingerprint\.ts$/,
};

test('the core uses pure libraries only', () => {
  const wrong = inPart('the core').flatMap(({ path, imports }) =>
    imports
      .filter(({ specifier, file }) => file === undefined && PURE[specifier]?.test(path) !== true)
      .map(({ specifier }) => `${path} imports ${specifier}; instead: pass its result in as a fact`),
  );
  expect(wrong).toEqual([]);
  const hashing = inPart('the core').filter(({ text }) => text.includes('node:crypto'));
  for (const { text } of hashing) expect(text).toContain("import { createHash } from 'node:crypto';");
});

/** What each part may take from npm; a new entry is a decision. */
test.each([
  [
    'functions',
    ['aws-lambda', 'zod', 'zod/mini', 'secure-json-parse', 'csv-parse/sync', 'csv-stringify/sync'],
  ],
  ['simulators', ['zod', 'big.js', 'currency-codes', 'temporal-polyfill']],
])('%s takes from npm only what is listed', (name, allowed) => {
  const taken = inPart(name)
    .flatMap(({ imports }) => imports)
    .filter(({ specifier, file }) => file === undefined && !specifier.startsWith('node:'))
    .map(({ specifier }) => specifier);
  expect([...new Set(taken)].filter((specifier) => !allowed.includes(specifier))).toEqual([]);
});

test('only the host for AWS and infra know AWS by its SDK; storage speaks to its tables', () => {
  const wrong = SOURCES.filter(({ path }) => /^(shared\/(core|connectors)|functions|simulators)\//.test(path))
    .filter(({ imports }) => imports.some(({ specifier }) => specifier.startsWith('@aws-sdk/')))
    .map(({ path }) => `${path} imports the AWS SDK; instead: a port of the host`);
  expect(wrong).toEqual([]);
});

test('only the host for AWS touches the environment', () => {
  const wrong = SOURCES.filter(
    ({ path, text }) =>
      /^(shared|functions)\//.test(path) &&
      !path.startsWith('shared/host/aws/') &&
      /\bprocess\s*(\.\s*env\b|\[)/.test(text),
  ).map(
    ({ path }) => `${path} reads the environment; instead: a field of the host, filled in shared/host/aws/`,
  );
  expect(wrong).toEqual([]);
});

test('there are no rings', () => {
  expect(ringsIn(SOURCES)).toEqual([]);
});

/** Where a vendor may be named outside its connector and simulator, and why. */
const VENDORS = /quickbooks|intuit|snelstart|hubspot|klipboard|taxdome|clock[-_ ]?pms/i;
const MAY_NAME_VENDORS: Readonly<Record<string, string>> = {
  'shared/core/presets/clock-pms.ts': 'a preset is the settings of one product',
  'shared/core/presets/hubspot-quickbooks.ts': 'a preset is the settings of one product',
  'shared/core/presets/klipboard.ts': 'a preset is the settings of one product',
  'shared/core/presets/qics-milestones-snelstart.ts': 'a preset is the settings of one product',
  'shared/core/presets/taxdome.ts': 'a preset is the settings of one product',
  'shared/core/presets/index.ts': 'the index of presets',
  'shared/core/documents.ts': 'a comment tells what one ledger calls its revision',
  'shared/storage/ports.ts': 'comments show what a company id and a lane look like',
  'functions/webhooks/routes.ts': 'a ledger’s webhook has an address of its own',
  'functions/api/routes.ts': 'the way back from a ledger’s consent page has an address of its own',
  'functions/api/openapi/operations/ledgers.ts': 'each ledger has addresses of its own',
  'functions/api/handler.ts': 'an entry says which connectors it brings along',
  'functions/webhooks/handler.ts': 'an entry says which connectors it brings along',
  'functions/source/handler.ts': 'an entry says which connectors it brings along',
};

test('a vendor is named in its connector, its simulator and its preset only', () => {
  const wrong = SOURCES.filter(
    ({ path, text }) =>
      (/^shared\/(core|storage)\//.test(path) ||
        /^shared\/host\/(?!aws\/|registry)/.test(path) ||
        path.startsWith('functions/')) &&
      VENDORS.test(text) &&
      MAY_NAME_VENDORS[path] === undefined,
  ).map(({ path, text }) => {
    const name = VENDORS.exec(text)?.[0] ?? '';
    return `${path} names ${name}; instead: a policy setting, an ability of the ledger, or the connector itself`;
  });
  expect(wrong).toEqual([]);
});

test('the list of files that may name a vendor holds no file that is gone', () => {
  const there = SOURCES.map(({ path }) => path);
  expect(Object.keys(MAY_NAME_VENDORS).filter((path) => !there.includes(path))).toEqual([]);
});

function inPart(name: string): readonly Source[] {
  const part = PARTS.find((one) => one.name === name);
  return SOURCES.filter(({ path }) => part?.files.test(path) === true);
}

/** Rings of imports, each once, as `a -> b -> a`. Imports of types count: a ring of words is a ring of thoughts. */
function ringsIn(sources: readonly Source[]): readonly string[] {
  const next = new Map(
    sources.map(({ path, imports }) => [
      path,
      imports.flatMap(({ file }) => (file === undefined ? [] : [file])),
    ]),
  );
  const rings = new Set<string>();
  const done = new Set<string>();
  const visit = (path: string, trail: readonly string[]): void => {
    const start = trail.indexOf(path);
    if (start >= 0) {
      rings.add([...trail.slice(start), path].join(' -> '));
      return;
    }
    if (done.has(path)) return;
    for (const file of next.get(path) ?? []) visit(file, [...trail, path]);
    done.add(path);
  };
  for (const { path } of sources) visit(path, []);
  return [...rings];
}
