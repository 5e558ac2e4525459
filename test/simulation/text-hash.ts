// A fast hash of texts (FNV-1a): the same run gives the same number.

/** The hash of a text, going on from `before`. */
export function hashText(text: string, before = 0): number {
  let hash = (before ^ 0x811c9dc5) >>> 0;
  for (let index = 0; index < text.length; index += 1)
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return hash >>> 0;
}
