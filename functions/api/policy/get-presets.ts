// The presets: the settings to start a connection from.
import { PRESET_ENDS, PRESETS } from '../../../shared/core/presets/index.ts';
import type { Host } from '../../../shared/host/host.ts';
import { type HttpAnswer, type HttpRequest, json } from '../../http/http.ts';
import { refuse } from '../../http/problem.ts';

/** `GET /v1/presets`: their names, and whom each was written for. */
export async function listPresets(): Promise<HttpAnswer> {
  return json(200, { presets: Object.keys(PRESETS).map((name) => ({ name, ...PRESET_ENDS[name] })) });
}

/** `GET /v1/presets/{name}`: the whole policy, its maps still empty. */
export async function getPreset(_host: Host, request: HttpRequest): Promise<HttpAnswer> {
  const name = request.path['name'];
  const policy = Object.entries(PRESETS).find(([known]) => known === name)?.[1];
  return policy === undefined
    ? refuse(request, 'not_found', 'There is no preset of this name.')
    : json(200, { name, policy });
}
