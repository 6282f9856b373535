/** Excel reads a CSV as UTF-8 only with this in front. */
export const CSV_START = "\ufeff";

/** One cell that no spreadsheet takes for a formula: `=`, `+`, `-`, `@`, tab and return in front are made text.
 *  Importing such a cell again takes the mark off.
 *  Source: OWASP, CSV Injection. */
function csvCell(text: string): string {
  const safe = /^\s*[=+\-@\t\r＝＋－＠]/.test(text) ? `'${text}` : text;
  return `"${safe.replace(/"/g, '""')}"`;
}

/** One line, ended as RFC 4180 has it. */
export const csvLine = (cells: readonly string[]): string => `${cells.map(csvCell).join(",")}\r\n`;
