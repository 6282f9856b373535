import type { DateOrder } from "./dates";
import type { Field } from "./fields";
import type { CountryCode } from "./phone";
import type { Columns } from "./recognise-columns";
import type { RefusalCode, Warning, WarningCode } from "./refusal";
import { cleanCell } from "./text";
import type { WallTime } from "./zoned-time";

export interface RowContext {
  columns: Columns;
  /** For phones, amounts and states that don't name their country. */
  country: CountryCode;
  dateOrder: DateOrder;
  /** The account's clock on the wall, for dates without an offset. */
  clock: (wall: WallTime) => Date;
  now: Date;
}

/** Ends the reading of a row. */
export class Refused extends Error {
  constructor(
    readonly code: RefusalCode,
    readonly column: number | null,
    readonly reason: string,
  ) {
    super(code);
  }
}

export interface Found<T> {
  value: T;
  index: number;
}

/** A row while it is read. What a field consumes is not kept a second time among the other columns. */
export class Row {
  readonly consumed = new Set<number>();
  readonly warnings: Warning[] = [];
  readonly cells: string[];

  constructor(
    readonly row: number,
    raw: readonly string[],
    readonly context: RowContext,
  ) {
    this.cells = context.columns.headers.map((_, index) => cleanCell(raw[index] ?? ""));
  }

  /** The filled cells of a field, best column first. */
  filled(field: Field): Found<string>[] {
    const columns = this.context.columns.fields[field] ?? [];
    return columns.flatMap((index) => (this.cells[index] ? [{ value: this.cells[index], index }] : []));
  }

  take(field: Field): string | null {
    const first = this.filled(field)[0];
    if (!first) return null;
    this.consumed.add(first.index);
    return first.value;
  }

  warn(code: WarningCode, index: number, reason: string): void {
    this.warnings.push({ row: this.row, column: this.context.columns.headers[index] ?? null, code, reason });
  }

  others(): Record<string, string> | undefined {
    const entries = this.context.columns.kept
      .filter((index) => this.cells[index] && !this.consumed.has(index))
      .map((index) => [this.context.columns.headers[index] ?? "", this.cells[index] ?? ""] as const);
    return entries.length > 0 ? Object.fromEntries(entries) : undefined;
  }
}

/** The first cell that can be read, and what was read. */
export function firstUsable<T>(candidates: Found<string>[], read: (text: string) => T | null): Found<T> | null {
  for (const { value, index } of candidates) {
    const found = read(value);
    if (found !== null) return { value: found, index };
  }
  return null;
}
