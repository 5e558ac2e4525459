// CSV by RFC 4180, with what a spreadsheet would take for a formula made harmless, saved by the browser.
export function csvOf(rows: readonly (readonly string[])[]): string {
  return `${rows.map((row) => row.map(cellOf).join(',')).join('\r\n')}\r\n`;
}

/** Offers the rows as a file `<name>-<day>.csv`. */
export function saveCsv(name: string, rows: readonly (readonly string[])[]): void {
  const day = new Date().toISOString().slice(0, 10);
  saveFile(`${name}-${day}.csv`, new Blob([BYTE_ORDER_MARK, csvOf(rows)], { type: 'text/csv' }));
}

export function saveFile(name: string, content: Blob): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}

/** Without it a spreadsheet takes UTF-8 for something older. */
const BYTE_ORDER_MARK = '\uFEFF';

function cellOf(value: string): string {
  const isFormula = /^[=+\-@\t\r]/.test(value) && !/^-?\d+(\.\d+)?$/.test(value);
  const harmless = isFormula ? `'${value}` : value;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
