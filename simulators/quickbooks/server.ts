// The QuickBooks simulator as an HTTP server on this machine.
import { createQuickBooks } from './quickbooks.ts';
import type { QuickBooksSettings } from './quickbooks.ts';
import { serveSimulator } from './service/http-server.ts';
import type { HttpServerOptions, SimulatorServer } from './service/http-server.ts';

/** How to start the server. A state found in the data file wins over `settings`. */
export interface ServerOptions extends HttpServerOptions {
  readonly settings?: QuickBooksSettings;
}

/** A running server. */
export type QuickBooksServer = SimulatorServer;

/** Starts the simulator as a server. */
export async function startQuickBooksServer(options: ServerOptions = {}): Promise<QuickBooksServer> {
  const { settings, ...rest } = options;
  return serveSimulator((surroundings) => createQuickBooks({ surroundings, settings }), rest);
}
