// The access token: in this module's memory only, so that no script of another page and no disk ever has it.
let held: string | undefined;

export function token(): string | undefined {
  return held;
}

export function keepToken(value: string | undefined): void {
  held = value;
}
