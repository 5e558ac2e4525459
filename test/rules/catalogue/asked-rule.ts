// Asked rule: something that one of the integrations we replace does, and that we have to prove.

export interface AskedRule {
  /** `KLP-29`: the integration and the number; stands in the title of each test that proves it. */
  readonly id: string;
  readonly says: string;
}

/** Ids named in a text, ranges such as `CLK-35..37` and lists such as `KLP-17, 19, 21` spelled out. */
export function idsIn(text: string): readonly string[] {
  const found: string[] = [];
  for (const [, product = '', rest = ''] of text.matchAll(
    /\b(KLP|TXD|CLK|HUB|QCS)-(\d\d(?:(?:\.\.|, |\/)\d\d\b)*)/g,
  )) {
    const numbers = [...rest.matchAll(/(\.\.)?(\d\d)/g)];
    let last = 0;
    for (const [, range, digits = '0'] of numbers) {
      const number = Number(digits);
      const first = range === undefined ? number : last + 1;
      for (let each = first; each <= number; each += 1)
        found.push(`${product}-${String(each).padStart(2, '0')}`);
      last = number;
    }
  }
  return [...new Set(found)];
}
