// Bytes to a JSON value, with everything refused that two readers could understand differently or that only harms.
import parse from 'secure-json-parse';

export type JsonReading =
  { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly detail: string };

/**
 * The deepest input we define has six levels (batch, event, data, lines, line, field). Twice that and a little more
 * leaves room for fields to come, and keeps whatever walks the value later far from the end of its stack.
 */
const DEPTH_MAX = 16;

/** Five times the members of our largest object: naming ten thousand unknown ones costs more than all else together. */
const NAMES_MAX = 100;

/**
 * Reads UTF-8 JSON. Refuses other encodings, great depth and breadth, a name twice in one object, and ways into prototypes.
 * `namesMax` is for bodies with maps, whose names are entries and not members.
 */
export function readJson(bytes: Uint8Array, namesMax = NAMES_MAX): JsonReading {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    const flaw = flawOf(text, namesMax);
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
function flawOf(text: string, namesMax: number): string | undefined {
  const open: (Set<string> | undefined)[] = []; // the names of each open object; undefined for an open array
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === OPEN_OBJECT || code === OPEN_ARRAY) {
      open.push(code === OPEN_OBJECT ? new Set() : undefined);
      if (open.length > DEPTH_MAX) return `The body is nested deeper than ${DEPTH_MAX} levels.`;
    } else if (code === CLOSE_OBJECT || code === CLOSE_ARRAY) {
      open.pop();
    } else if (code === QUOTE) {
      const end = endOfString(text, at);
      const names = open.at(-1);
      if (names !== undefined && isFollowedByColon(text, end)) {
        const flaw = flawOfName(names, text.slice(at, end + 1), namesMax);
        if (flaw !== undefined) return flaw;
      }
      at = end;
    }
  }
  return undefined;
}

// As numbers: bodies have up to four million characters, and taking each out as a text costs ten times as much.
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_ARRAY = 0x5b;
const CLOSE_ARRAY = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
const COLON = 0x3a;
const SPACE = 0x20; // JSON's other white space is below it

/** Where the string that starts here ends: the place of its closing quote. */
function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text.charCodeAt(at) !== QUOTE) at += text.charCodeAt(at) === BACKSLASH ? 2 : 1;
  return at;
}

function isFollowedByColon(text: string, end: number): boolean {
  let at = end + 1;
  while (text.charCodeAt(at) <= SPACE) at += 1;
  return text.charCodeAt(at) === COLON;
}

function flawOfName(names: Set<string>, written: string, namesMax: number): string | undefined {
  const name = String(JSON.parse(written)); // escapes spell the same name differently
  if (names.has(name)) return 'The body names the same member twice in one object.';
  names.add(name);
  return names.size > namesMax ? `An object of the body has more than ${namesMax} members.` : undefined;
}
