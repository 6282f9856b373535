import { z } from "zod";
import { toCountryCode } from "./leads/phone";
import { withoutTurns } from "./leads/text";
import { FIRST_LIST_DAY, MAX_LIST_BYTES } from "./list-limits";
import { LIST_KINDS } from "./list-views";

/** No registry is older: an earlier day is a slip, as of a year that was typed in two digits. */
const day = z.iso.date("Choose a day").refine((at) => at >= FIRST_LIST_DAY, "Check the year");
const Region = z
  .string()
  .regex(/^[A-Z]{2}(-[A-Z0-9]{1,3})?$/, "Choose a state")
  .refine((region) => toCountryCode(region.slice(0, 2)) !== null, "There is no such country");

/** `POST /api/lists`. */
export const NewList = z
  .strictObject({
    kind: z.enum(LIST_KINDS),
    /** A country of a national list, a state of a state's. */
    region: Region.nullable().default(null),
    /** The day of which the numbers are. */
    as_of: day,
    file_name: z
      .string()
      .overwrite(withoutTurns)
      .trim()
      .min(1)
      .transform((name) => name.slice(0, 200)),
    file_bytes: z.int().min(1, "This file is empty").max(MAX_LIST_BYTES, "Take files of at most 500 MB"),
    /** What the sender knows the same file by. */
    file_key: z.string().min(1).max(200),
    parts: z.int().min(1).max(10_000),
  })
  .refine(({ kind, region }) => kind !== "national" || /^[A-Z]{2}$/.test(region ?? ""), {
    path: ["region"],
    message: "Choose the country",
  })
  .refine(({ kind, region }) => kind !== "state" || /^[A-Z]{2}-/.test(region ?? ""), {
    path: ["region"],
    message: "Choose the state",
  })
  .refine(({ kind, region }) => kind === "national" || kind === "state" || region === null, {
    path: ["region"],
    message: "Lists of this kind hold everywhere",
  });
export type NewList = z.infer<typeof NewList>;

/** `POST /api/lists/:id/complete`: `replace=true` where somebody knows that far fewer numbers will count than before. */
export const CompleteList = z.strictObject({ replace: z.enum(["true", "false"]).default("false") });

/** `POST /api/lists/:id/remove`; an upload that does not count yet goes without a reason. */
export const RemoveList = z.strictObject({ reason: z.string().trim().max(500).nullable().default(null) });
export type RemoveList = z.infer<typeof RemoveList>;

/** `PUT /api/lists/relied`. */
export const ReliedLists = z.strictObject({ regions: z.array(Region).max(60) });
export type ReliedLists = z.infer<typeof ReliedLists>;

/** How the lines of a list are read, decided by its first part. */
export const ListReading = z.object({
  encoding: z.enum(["utf-8", "utf-16le", "utf-16be", "windows-1252"]),
  delimiter: z.enum([",", ";", "\t", "|"]),
  /** Whether the first line names the columns. */
  header: z.boolean(),
  /** Where the numbers stand: whole ones, or an area code with the rest beside it. */
  numbers: z.array(z.int()),
  area: z.int().nullable(),
  /** Where the answer of the database of reassigned numbers stands. */
  result: z.int().nullable(),
});
export type ListReading = z.infer<typeof ListReading>;
