// The SnelStart simulator as an HTTP server on this machine.
import {
  type HttpServerOptions,
  serveSimulator,
  type SimulatorServer,
} from '../quickbooks/service/http-server.ts';
import { createSnelStart, type SnelStartSettings } from './snelstart.ts';

/** How to start the server. A state found in the data file wins over `settings`. */
export interface ServerOptions extends HttpServerOptions {
  readonly settings?: SnelStartSettings;
}

/** Starts the simulator as a server: `/b2b/token` and `/v2` stand on one address here. */
export async function startSnelStartServer(options: ServerOptions = {}): Promise<SimulatorServer> {
  const { settings = {}, ...rest } = options;
  return await serveSimulator((surroundings) => createSnelStart({ surroundings, settings }), rest);
}
