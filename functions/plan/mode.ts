// The mode of a request: to do it, or only to say what would be done.
import type { HttpRequest } from '../http/http.ts';

/** `?mode=plan` asks for the plan only; any other mode is one we do not know. */
export function modeOf({ query }: HttpRequest): 'do' | 'plan' | 'unknown' {
  const mode = query['mode'];
  if (mode === undefined) return 'do';
  return mode === 'plan' ? 'plan' : 'unknown';
}
