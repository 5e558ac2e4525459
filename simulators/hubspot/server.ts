// The HubSpot simulator as an HTTP server on this machine.
import { serveSimulator } from '../quickbooks/service/http-server.ts';
import type { HttpServerOptions, SimulatorServer } from '../quickbooks/service/http-server.ts';
import { createHubSpot } from './hubspot.ts';
import type { HubSpotSettings } from './hubspot.ts';

/** How to start the server. A state found in the data file wins over `settings`. */
export interface ServerOptions extends HttpServerOptions {
  readonly settings?: HubSpotSettings;
}

/** A running server. */
export type HubSpotServer = SimulatorServer;

/** Starts the simulator as a server. */
export async function startHubSpotServer(options: ServerOptions = {}): Promise<HubSpotServer> {
  const { settings, ...rest } = options;
  return serveSimulator((surroundings) => createHubSpot({ surroundings, settings }), rest);
}
