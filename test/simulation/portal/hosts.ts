// The host of a process in a portal's world: real connectors on simulated far sides, every call a moment for the seed.
import type { Fetcher } from '../../../shared/connectors/http.ts';
import type { LedgerConnector } from '../../../shared/connectors/ports.ts';
import type { SourceConnector } from '../../../shared/connectors/source-port.ts';
import { createNoticeReaders } from '../../../shared/connectors/notice-registry.ts';
import { createSourceNotices } from '../../../shared/connectors/source-notice-registry.ts';
import { createSources } from '../../../shared/connectors/source-registry.ts';
import type { DomainEvent, Host } from '../../../shared/host/host.ts';
import { defaultSettings } from '../../../simulators/hubspot/service/settings.ts';
import { isRecord } from '../json.ts';
import { accidentOf, askSimulator, callOf, createConnector, meet, tokensIn } from '../ledger.ts';
import { asOutside, callOut, type Process } from '../process.ts';
import { askPortal, meetPortal, PORTAL_API, portalAccidentOf, portalCallOf, WEBHOOK } from './far-side.ts';
import { countCell, VERIFIER, type PortalWorld } from './world.ts';

type World = Omit<PortalWorld, 'spawn'>;

export interface HostParts {
  readonly world: World;
  readonly outside: Parameters<typeof asOutside>[0];
  readonly process: Process;
}

/** As in infra/timeouts.ts. */
const LEASE_MS = 65_000;
const SOURCE_CALL_MS = 10_000;
const LEDGER_CALL_MS = 30_000;

export function hostOf(parts: HostParts): Host {
  const { world, outside, process } = parts;
  const { kernel, storage, lanes, sources, defect } = world;
  const ledger = ledgerOf(parts);
  const source = sourceOf(parts);
  const { clientSecret, appId } = defaultSettings.app;
  const app = { uri: WEBHOOK, secrets: [clientSecret], appId: String(appId) };
  const port = <T extends object>(name: string, value: T): T => asOutside(outside, process, name, value);
  const host: Host = {
    clock: {
      now: kernel.now,
      wait: (ms) =>
        new Promise((resolve) =>
          kernel.after(
            ms,
            () => {
              if (!process.dead) resolve();
            },
            { process },
          ),
        ),
    },
    random: {
      id: () =>
        `s${Math.floor(kernel.names() * 2 ** 52)
          .toString(36)
          .padStart(25, '0')}`,
      secret: (bytes) => Array.from({ length: bytes }, () => hexByte(kernel.names())).join(''),
      fraction: kernel.random,
    },
    links: port('links', storage.links),
    writes: port('writes', storage.writes),
    connections: port('connections', storage.connections),
    feed: port('feed', storage.feed),
    callbacks: port('callbacks', storage.callbacks),
    inbound: port('inbound', storage.inbound),
    reconciliations: port('reconciliations', storage.reconciliations),
    audit: storage.audit,
    bulks: storage.bulks,
    requests: storage.requests,
    lanes: port('lanes', lanes.port),
    sources: port('sources', sources.port),
    callbackQueue: { send: async () => undefined, defer: async () => undefined },
    callOut: {
      refusal: async () => undefined,
      post: async () => ({ status: 204 }),
      get: async () => ({ failed: 'unreachable' }),
    },
    ledger: (name) => (name === 'quickbooks' ? ledger : undefined),
    notices: createNoticeReaders({ quickbooks: { verifierTokens: async () => [VERIFIER] } }),
    source: (name) => (name === 'hubspot' ? source : undefined),
    sourceNotices: createSourceNotices({ hubspot: { app: async () => app, now: kernel.now } }),
    publish: (events: readonly DomainEvent[]) =>
      callOut(outside, process, { op: 'publish' }, async () => void events),
    log: {
      info: () => undefined,
      warn: (event, fields) => kernel.note(() => `${process.name} warns ${event} ${JSON.stringify(fields)}`),
      error: (event, fields) => {
        kernel.note(() => `${process.name} error ${event} ${JSON.stringify(fields)}`);
        if (event === 'source_look_failed') world.evidence.blame('internal', JSON.stringify(fields));
      },
    },
    metrics: { count: () => undefined },
    timeouts: {
      ledgerCallMs: process.role === 'source' ? SOURCE_CALL_MS : LEDGER_CALL_MS,
      laneLeaseMs: LEASE_MS,
    },
  };
  return defect.host?.(host, process.role) ?? host;
}

const hexByte = (fraction: number): string =>
  Math.floor(fraction * 256)
    .toString(16)
    .padStart(2, '0');

function ledgerOf({ world, outside, process }: HostParts): LedgerConnector | undefined {
  const { kernel, evidence, quickbooks, defect, cells } = world;
  const fetcher: Fetcher = (request) => {
    const call = callOf(request);
    const asked = { op: `ledger ${call.op}`, given: () => `${request.url} ${request.body ?? ''}` };
    return callOut(outside, process, asked, () => {
      evidence.ledgerCalled(call);
      const accident = accidentOf(kernel, world.faults(), call);
      if (accident !== 'none') {
        evidence.counts.accidents += 1;
        if (call.op === 'POST token') evidence.counts.tokenMishaps += 1;
        kernel.note(() => `accident ${accident}`);
        countCell(cells, `${accident} x books x ${call.op}`);
      }
      const send = () => {
        const answer = askSimulator(quickbooks, request);
        if (call.isWrite) world.look('books');
        return answer;
      };
      return meet(kernel, accident, call, send);
    });
  };
  const made = createConnector(fetcher, kernel.now, false);
  if (made === undefined) return undefined;
  const connecting: LedgerConnector = {
    ...made,
    authoriseUrl: async (state) => `http://127.0.0.1:1/a?state=${state}`,
    redeem: (callbackUrl, _redirect, now) =>
      callOut(outside, process, { op: 'ledger POST redeem' }, async () => {
        const company = new URL(callbackUrl).searchParams.get('account') ?? '';
        const grant = world.books('POST', 'oauth/grants', { realmId: company });
        return isRecord(grant)
          ? ({ ok: true, value: { company, ...tokensIn(grant, now) } } as const)
          : noGrant;
      }),
  };
  return defect.ledger?.(connecting) ?? connecting;
}

const noGrant = { ok: false, fault: { fault: 'invalid', detail: 'no grant' } } as const;

function sourceOf(parts: HostParts): SourceConnector | undefined {
  const { world, outside, process } = parts;
  const { clientId, clientSecret } = defaultSettings.app;
  const direct = portalFetcher(parts);
  const fetcher = world.defect.fetcher?.(direct) ?? direct;
  const endpoints = { api: PORTAL_API, authorise: `${PORTAL_API}/oauth/authorize` };
  const made = createSources({
    hubspot: { fetcher, endpoints, app: async () => ({ clientId, clientSecret }) },
  })('hubspot');
  if (made === undefined) return undefined;
  const connecting: SourceConnector = {
    ...made,
    authoriseUrl: async (state) => `${PORTAL_API}/oauth/authorize?state=${state}`,
    redeem: (callbackUrl, _redirect, now) =>
      callOut(outside, process, { op: 'portal POST redeem' }, async () => {
        const account = new URL(callbackUrl).searchParams.get('account') ?? '';
        const grant = world.portal('POST', 'oauth/grants', { portalId: Number(account) });
        world.evidence.granted(account, grant);
        if (!isRecord(grant)) return noGrant;
        const tokens = { ...tokensIn(grant, now), refreshExpiresAt: now + 1e12 };
        return { ok: true, value: { ...tokens, account } } as const;
      }),
    apply: (access, change, view) => {
      const applying = world.evidence.applying(process, access.account, change, view.lane);
      return made.apply(access, change, view).then((answer) => {
        applying(answer);
        return answer;
      });
    },
  };
  return world.defect.source?.(connecting) ?? connecting;
}

function portalFetcher({ world, outside, process }: HostParts): Fetcher {
  const { kernel, evidence, hubspot, cells } = world;
  return (request) => {
    const call = portalCallOf(request);
    const asked = { op: `portal ${call.op}`, given: () => `${request.url} ${request.body ?? ''}` };
    return callOut(outside, process, asked, () => {
      const heard = evidence.portalCalled(process, call);
      const accident = portalAccidentOf(kernel, world.portalFaults(), call);
      if (accident !== 'none') {
        evidence.counts.accidents += 1;
        if (call.op === 'POST token') evidence.counts.tokenMishaps += 1;
        kernel.note(() => `accident ${accident}`);
        countCell(cells, `${accident} x portal x ${call.op}`);
      }
      const send = () => {
        const answer = askPortal(hubspot, request);
        heard(answer);
        if (call.isWrite) world.look('portal');
        return answer;
      };
      return meetPortal(kernel, accident, call, send);
    });
  };
}
