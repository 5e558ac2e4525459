// Bytes to a JSON value, with everything refused that two readers could understand differently or that only harms.
import parse from 'secure-json-parse';

export type JsonReading =
  { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly detail: string };

/**
 * The deepest input we define has six levels (batch, event, data, lines, line, field). Twice that and a little more
 * leaves room for fields to come, and keeps whatever walks the value later far from the end of its stack.
 */
const DEPTH_MAX = 16;

/** Reads UTF-8 JSON. Refuses: other encodings, great depth, a name twice in one object, and ways into prototypes. */
export function readJson(bytes: Uint8Array): JsonReading {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    const flaw = flawOf(text);
    if (flaw !== undefined) return { ok: false, detail: flaw };
    const value: unknown = parse(text, { protoAction: 'error', constructorAction: 'error' });
    return { ok: true, value };
  } catch {
    // Decoder and parser say "this is not it" by throwing; their texts quote the input, so ours is given instead.
    return {
      ok: false,
      detail: 'The body must be JSON in UTF-8, without members that reach into prototypes.',
    };
  }
}

/** One pass over the text before anything is built from it. What is no JSON at all is left to the parser to refuse. */
function flawOf(text: string): string | undefined {
  const open: (Set<string> | undefined)[] = []; // the names of each open object; undefined for an open array
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (character === '{' || character === '[') {
      open.push(character === '{' ? new Set() : undefined);
      if (open.length > DEPTH_MAX) return `The body is nested deeper than ${DEPTH_MAX} levels.`;
    } else if (character === '}' || character === ']') {
      open.pop();
    } else if (character === '"') {
      const end = endOfString(text, at);
      if (isTwice(open.at(-1), text, at, end)) return 'The body names the same member twice in one object.';
      at = end;
    }
  }
  return undefined;
}

/** Where the string that starts here ends: the place of its closing quote. */
function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at;
}

function isTwice(names: Set<string> | undefined, text: string, start: number, end: number): boolean {
  if (names === undefined || !isFollowedByColon(text, end)) return false;
  const written = text.slice(start, end + 1);
  const name = String(JSON.parse(written)); // escapes spell the same name differently
  if (names.has(name)) return true;
  names.add(name);
  return false;
}

function isFollowedByColon(text: string, end: number): boolean {
  let at = end + 1;
  while (at < text.length && ' \n\r\t'.includes(text.charAt(at))) at += 1;
  return text[at] === ':';
}
