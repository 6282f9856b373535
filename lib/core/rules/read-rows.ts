import { regionName } from "../leads/regions";
import { CONFIDENCES, type Confidence, type RuleError, type RuleFile } from "./rules";

/** Cells of one line: commas, and double quotes around cells that contain some. Null when a quote is not closed. */
export function cellsOf(line: string): string[] | null {
  const cells: string[] = [];
  for (let rest = line; ; ) {
    const quoted = /^"((?:[^"]|"")*)"(?=,|$)/.exec(rest);
    const found = quoted ?? /^([^",]*)(?=,|$)/.exec(rest);
    if (!found) return null;
    cells.push((found[1] ?? "").replaceAll('""', '"').trim());
    if (found[0].length === rest.length) return cells;
    rest = rest.slice(found[0].length + 1);
  }
}

/** One line of a file, by the names of its columns. `fail` notes what is wrong with it. */
export interface FileRow {
  line: number;
  cell(column: string): string;
  fail(message: string): void;
}

/** The lines of a file below its header; lines that can't be read, and a header without one of `columns`, are noted in `errors`. */
export function readRows(file: RuleFile, text: string, columns: readonly string[], errors: RuleError[]): FileRow[] {
  const lines = text.replace(/^\uFEFF/, "").split(/\r?\n/);
  const header = cellsOf(lines[0] ?? "") ?? [];
  const missing = columns.filter((column) => !header.includes(column));
  if (missing.length > 0) {
    errors.push({ file, line: 1, message: `The column ${missing.join(", ")} is missing.` });
    return [];
  }
  return lines.slice(1).flatMap((text, index) => {
    const line = index + 2;
    const fail = (message: string) => void errors.push({ file, line, message });
    if (text.trim() === "") return [];
    const cells = cellsOf(text);
    if (cells?.length !== header.length) {
      fail(cells ? `It has ${cells.length} cells, not ${header.length}.` : "A quote is not closed.");
      return [];
    }
    return [{ line, fail, cell: (column: string) => cells[header.indexOf(column)] ?? "" }];
  });
}

/** @returns the confidence of a row; noted as an error when it is none */
export function readConfidence(row: FileRow): Confidence {
  const given = row.cell("confidence");
  const found = CONFIDENCES.find((one) => one === given);
  if (!found) row.fail(`“${given}” is no confidence: ${CONFIDENCES.join(", ")}.`);
  return found ?? "low";
}

let countryNames: Intl.DisplayNames | undefined;
const isCountry = (code: string): boolean => {
  countryNames ??= new Intl.DisplayNames("en", { type: "region", fallback: "none" });
  return /^[A-Z]{2}$/.test(code) && countryNames.of(code) !== undefined;
};

/** `US`, `US-TX`, `DE-BY`: states are known of the US and Canada. */
export function isRegion(code: string): boolean {
  const [country = "", ...state] = code.split("-");
  if (!isCountry(country) || state.length > 1) return false;
  if (state.length === 0) return true;
  return country === "US" || country === "CA" ? regionName(code) !== code : /^[A-Z0-9]{1,3}$/.test(state[0] ?? "");
}

/** A region, `US-*` for states without rows, `*` for countries without rows. */
export function readJurisdiction(row: FileRow): string {
  const code = row.cell("jurisdiction");
  const isKnown = code === "*" || (code.endsWith("-*") ? isCountry(code.slice(0, -2)) : isRegion(code));
  if (!isKnown) row.fail(`“${code}” is no jurisdiction that is known.`);
  return code;
}
