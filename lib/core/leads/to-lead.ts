import { normaliseAmount } from "./amount";
import { type ConsentResult, readConsent } from "./consent";
import { toCountryCode } from "./phone";
import { readContact, readDate, readName } from "./read-person";
import { quoted, type Refusal, type Warning } from "./refusal";
import { toCountry, toRegion } from "./regions";
import { firstUsable, Refused, Row, type RowContext } from "./row";
import { type LeadStatus, normaliseStatus } from "./status";
import { cut } from "./text";

/** The longest cell that is taken, in characters. */
export const MAX_CELL = 10_000;
const MAX_TAGS = 20;
const MAX_TAG = 60;

export interface ImportedLead {
  name: string | null;
  /** E.164. */
  phone: string | null;
  email: string | null;
  /** Null when the row has no date. */
  at: Date | null;
  /** The date as the file has it, independent of the account's time zone. */
  wallTime: string | null;
  status: LeadStatus;
  summary: string | null;
  /** ISO 3166-2. */
  region: string | null;
  tags: string[];
  /** For `leads.structured_data`: service, items, amount (plain decimal), currency, and all other columns as text. */
  data: { source: "import"; columns?: Record<string, string> } & Partial<
    Record<"service" | "items" | "amount" | "currency" | "country" | "postal_code", string>
  >;
}

export type RowResult =
  | { kind: "blank" }
  | { kind: "refused"; refusal: Refusal }
  | { kind: "lead"; lead: ImportedLead; consent: ConsentResult; warnings: Warning[] };

function readStatus(row: Row): LeadStatus {
  const given = row.filled("status")[0];
  if (!given) return "New";
  const status = normaliseStatus(given.value);
  if (!status)
    row.warn("status_unknown", given.index, `${quoted(given.value)} is not a status that is known; the lead is New.`);
  else if (status.toLowerCase() === given.value.toLowerCase()) row.consumed.add(given.index);
  return status ?? "New";
}

function readAmount(row: Row, country: string): { amount?: string; currency?: string } {
  const given = row.filled("amount")[0];
  if (!given) return {};
  const amount = normaliseAmount(given.value, country);
  if (!amount) {
    row.warn("amount_unreadable", given.index, `${quoted(given.value)} is not an amount; it is kept as text.`);
    return {};
  }
  row.consumed.add(given.index);
  return { amount: amount.value, ...(amount.currency && { currency: amount.currency }) };
}

/** "WA" is Perth of a number there, where the row names no country. */
const isAbroad = (phone: string | null) => phone !== null && !phone.startsWith("+1");

/** @param country null where it is not known */
function readRegion(row: Row, country: string | null): string | null {
  const candidates = row.filled("region");
  const region = firstUsable(candidates, (text) => toRegion(text, country ?? ""));
  if (region) row.consumed.add(region.index);
  else if (candidates[0] && (country === "US" || country === "CA"))
    row.warn(
      "region_unknown",
      candidates[0].index,
      `${quoted(candidates[0].value)} is not a state that is known; it is kept as text.`,
    );
  return region?.value ?? null;
}

function readTags(row: Row): string[] {
  const tags = (row.filled("tags")[0]?.value ?? "")
    .split(/[,;|\n]|:::/)
    .map((tag) => cut(tag.replace(/^[\s*#]+/, "").trim(), MAX_TAG));
  const distinct = [...new Set(tags.filter(Boolean))];
  if (distinct.length <= MAX_TAGS) row.take("tags");
  return distinct.slice(0, MAX_TAGS);
}

function readLead(row: Row): ImportedLead {
  const countryText = row.filled("country")[0];
  const country = (countryText && toCountry(countryText.value)) || row.context.country;
  const contact = readContact(row, toCountryCode(country) ?? row.context.country);
  const date = readDate(row);
  const lead = {
    name: readName(row),
    ...contact,
    ...date,
    status: readStatus(row),
    summary: row.take("notes"),
    region: readRegion(row, countryText || !isAbroad(contact.phone) ? country : null),
    tags: readTags(row),
  };
  const texts = {
    service: row.take("service"),
    items: row.take("items"),
    country: row.take("country"),
    postal_code: row.take("postal_code"),
  };
  const present = Object.fromEntries(Object.entries(texts).filter((entry) => entry[1] !== null));
  const money = readAmount(row, country);
  const columns = row.others();
  return { ...lead, data: { source: "import", ...present, ...money, ...(columns && { columns }) } };
}

/** Makes a lead of a row, or says why not. A lead needs a phone or an email that is valid; a bad one beside a good one is
 *  a warning. A date that can't be read, lies in the future or before 1970 refuses the row: a wrong date would choose the
 *  wrong customers. Nothing else does: a status of unknown words makes a New lead and is kept as text, as is an amount
 *  that is no number. Without a date `at` is null. */
export function toLead(number: number, cells: readonly string[], context: RowContext): RowResult {
  if (cells.every((cell) => cell.trim() === "")) return { kind: "blank" };
  const { headers } = context.columns;
  const row = new Row(number, cells, context);
  try {
    if (cells.slice(headers.length).some((cell) => cell.trim() !== ""))
      throw new Refused(
        "too_many_cells",
        null,
        `The row has ${cells.length} cells, the header ${headers.length}. A quote or a separator is missing or too many.`,
      );
    const long = cells.findIndex((cell) => cell.length > MAX_CELL);
    if (long >= 0) throw new Refused("cell_too_long", long, `The cell is longer than ${MAX_CELL} characters.`);
    return { kind: "lead", lead: readLead(row), consent: readConsent(row), warnings: row.warnings };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    const { code, reason, column } = error;
    const named = column === null ? null : (headers[column] ?? null);
    return { kind: "refused", refusal: { row: number, column: named, code, reason, cells: [...cells] } };
  }
}

/** What makes two rows the same, wherever their columns stand and however their numbers and dates are written. */
export function identityOf(lead: ImportedLead): string {
  const { at: _, data, ...rest } = lead;
  const sorted = (record: object) => Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([sorted(rest), sorted({ ...data, columns: sorted(data.columns ?? {}) })]);
}
