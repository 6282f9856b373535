import { z } from "zod";
import { normaliseEmail } from "./leads/email";
import { type CountryCode, normalisePhone } from "./leads/phone";
import { cleanCell } from "./leads/text";
import { direction, limit, offset, search } from "./page";
import { CONTACT_CHANNELS, GIVEN_REASONS, OPT_OUT_REASONS, OPT_OUT_STATES } from "./words";

/** `GET /api/opt-outs`. */
export const OptOutQuery = z.strictObject({
  search,
  channel: z.enum(CONTACT_CHANNELS).optional(),
  reason: z.enum(OPT_OUT_REASONS).optional(),
  state: z.enum(OPT_OUT_STATES).optional(),
  direction,
  limit,
  offset,
});
export type OptOutQuery = z.infer<typeof OptOutQuery>;
/** `GET /api/opt-outs/export`: the same opt-outs, all of them. */
export const OptOutExport = OptOutQuery.omit({ limit: true, offset: true, direction: true });
export type OptOutExport = z.infer<typeof OptOutExport>;

/** `POST /api/opt-outs`: one contact, in any spelling. */
export const NewOptOut = z.strictObject({
  contact: z.string().trim().min(1, "Enter a phone number or an email address").max(320),
  channel: z.enum(CONTACT_CHANNELS).default("all"),
  reason: z.enum(GIVEN_REASONS).default("opt_out"),
  note: z.string().trim().max(500).nullable().default(null),
});
export type NewOptOut = z.infer<typeof NewOptOut>;

/** `POST /api/opt-outs/:id/lift`. */
export const LiftOptOut = z.strictObject({
  reason: z.string().trim().min(10, "Write at least 10 characters: who asked for it, when and how").max(500),
});
export type LiftOptOut = z.infer<typeof LiftOptOut>;

/** The fields before the file of `POST /api/opt-outs/import`. Without `commit` nothing is written. */
export const OptOutImport = z.strictObject({
  channel: z.enum(CONTACT_CHANNELS).default("all"),
  commit: z.enum(["yes", "no"]).default("no"),
});
export type OptOutImport = z.infer<typeof OptOutImport>;

/** A contact as it is kept: E.164 or a lower-case address; null when it is neither. */
export function normaliseContact(text: string, country: CountryCode): string | null {
  const cell = cleanCell(text);
  if (cell === "") return null;
  return cell.includes("@") ? normaliseEmail(cell) : (normalisePhone(cell, country)?.number ?? null);
}

/** All contacts of a row. @param columns where they stand; without them every cell is looked at */
export function contactsOf(cells: readonly string[], country: CountryCode, columns?: readonly number[]): string[] {
  const looked = columns ? columns.map((index) => cells[index] ?? "") : cells;
  const found = looked.map((cell) => normaliseContact(cell, country)).filter((contact) => contact !== null);
  return [...new Set(found)];
}
