// The JSON of a webhook body, read so that a hostile one costs nothing and leaves nothing behind.
import { safeParse } from 'secure-json-parse';

/** The largest bodies that systems send are about 1 MB; what is far above is not worth the memory of its objects. */
const BYTES_MAX = 4 * 1024 * 1024;
/** Real bodies are six levels deep at most. */
const DEPTH_MAX = 20;

/** The value of a body; undefined when it is too large, no UTF-8, no JSON, or carries `__proto__` and the like. */
export function parseNoticeJson(rawBody: Uint8Array): unknown {
  if (rawBody.byteLength > BYTES_MAX) return undefined;
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(rawBody);
    if (isDeep(text)) return undefined;
    return safeParse(text) ?? undefined;
  } catch {
    return undefined; // broken bytes or broken JSON: signed, but nothing we could read
  }
}

/** Whether a parsed value is an object or a list at all. */
export function isContainer(json: unknown): boolean {
  return typeof json === 'object' && json !== null;
}

/** Counts brackets outside of strings, before anything is parsed. */
function isDeep(text: string): boolean {
  let depth = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const letter = text[at];
    if (quoted && letter === '\\') at += 1;
    else if (letter === '"') quoted = !quoted;
    else if (!quoted && (letter === '{' || letter === '[')) depth += 1;
    else if (!quoted && (letter === '}' || letter === ']')) depth -= 1;
    if (depth > DEPTH_MAX) return true;
  }
  return false;
}
