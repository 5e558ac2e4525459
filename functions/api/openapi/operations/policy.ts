// The operations on what is done with records: policy, presets, mappings, preflight.
import * as z from 'zod';
import { type Operation, param } from '../operation.ts';
import {
  DRY_RUN,
  MAPPINGS,
  POLICY_SAVED,
  POLICY_VERSIONS,
  PREFLIGHT,
  PRESET,
  PRESETS,
  SAVED_POLICY,
  VALIDATION,
} from '../shapes/policy.ts';
import { DRY_RUN_INPUT, NEXT_POLICY, ONE_POLICY } from '../shapes/sent.ts';

const C = '/v1/connections/{connection}';
const POLICY_BODY = ['malformed', 'invalid', 'too_large'] as const;

export const POLICY_OPERATIONS: Readonly<Record<string, Operation>> = {
  'GET /v1/presets': {
    name: 'listPresets',
    tag: 'policy',
    summary: 'The presets: settings to start a connection from.',
    answers: { 200: { says: 'Their names', schema: PRESETS } },
    example: { status: 200, answer: {} },
  },
  'GET /v1/presets/{name}': {
    name: 'getPreset',
    tag: 'policy',
    summary: 'The whole policy of a preset, its maps still empty.',
    answers: { 200: { says: 'The preset', schema: PRESET } },
  },
  [`GET ${C}/policy`]: {
    name: 'getPolicy',
    tag: 'policy',
    summary: 'The policy in force, or any version there was.',
    query: { version: param('The number of a version.', z.int().min(1)) },
    answers: { 200: { says: 'The policy', schema: SAVED_POLICY } },
  },
  [`PUT ${C}/policy`]: {
    name: 'putPolicy',
    tag: 'policy',
    summary:
      'Saves the next version, by whoever knows the one before. Sending what is in force changes nothing.',
    body: { schema: NEXT_POLICY, required: true },
    answers: { 200: { says: 'What is in force, and what it changed', schema: POLICY_SAVED } },
    problems: [...POLICY_BODY, 'version_conflict'],
  },
  [`GET ${C}/policy/versions`]: {
    name: 'listPolicyVersions',
    tag: 'policy',
    summary: 'Who changed what and when, newest first.',
    query: { before: param('Versions below this one.', z.int().min(1)) },
    answers: { 200: { says: 'A page', schema: POLICY_VERSIONS } },
    example: { status: 200, answer: {} },
  },
  [`POST ${C}/policy/validate`]: {
    name: 'validatePolicy',
    tag: 'policy',
    summary: 'What would be refused of a policy, and what preflight would say. Nothing is saved.',
    body: { schema: ONE_POLICY, required: true },
    answers: { 200: { says: 'The verdict', schema: VALIDATION } },
    problems: POLICY_BODY,
    example: { body: { policy: {} }, status: 200, answer: { valid: false } },
  },
  [`POST ${C}/policy/dry-run`]: {
    name: 'dryRunPolicy',
    tag: 'policy',
    summary: 'Decides the last records under another policy and says what differs. Nothing is written.',
    body: { schema: DRY_RUN_INPUT, required: true },
    answers: { 200: { says: 'What differs', schema: DRY_RUN } },
    problems: [...POLICY_BODY, 'not_connected'],
  },
  [`GET ${C}/mappings`]: {
    name: 'getMappings',
    tag: 'policy',
    summary: 'The company’s accounts, items, tax codes and payment methods, for whoever fills in the maps.',
    query: { fresh: param('`true` has them read again.', z.literal('true')) },
    answers: {
      200: { says: 'The lists', schema: MAPPINGS },
      202: { says: 'They are being read: what is kept of them', schema: MAPPINGS },
    },
    problems: ['not_connected'],
    example: { status: 202, answer: { refreshing: true } },
  },
  [`GET ${C}/preflight`]: {
    name: 'getPreflight',
    tag: 'policy',
    summary: 'The checks that were made before anything is written.',
    answers: { 200: { says: 'The checks', schema: PREFLIGHT } },
  },
  [`POST ${C}/preflight`]: {
    name: 'runPreflight',
    tag: 'policy',
    summary: 'Has the lists read again and everything judged anew: ask until checkedAt is newer.',
    answers: { 202: { says: 'The checks as they were', schema: PREFLIGHT } },
    problems: ['not_connected'],
  },
};
