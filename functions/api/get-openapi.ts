// The description of the API by itself: OpenAPI 3.1, for people's tools and for the console's own client.
import { type HttpAnswer, json } from '../http/http.ts';

/** `GET /v1/openapi.json`. The schemas are turned into it only where somebody asks, once per process. */
export async function getOpenApi(): Promise<HttpAnswer> {
  const { openApiDocument } = await import('./openapi/document.ts');
  return json(200, openApiDocument());
}
