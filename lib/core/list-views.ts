import * as z from "zod/mini";

/** Do-not-call lists as pages read them of the API's answers. */

export const LIST_KINDS = ["national", "state", "own", "reassigned"] as const;
export type ListKind = (typeof LIST_KINDS)[number];

const text = z.nullable(z.string());

const ListRefusal = z.object({ line: z.int(), text: z.string(), reason: z.string() });
export type ListRefusal = z.infer<typeof ListRefusal>;

export const ListView = z.object({
  id: z.string(),
  kind: z.enum(LIST_KINDS),
  region: text,
  /** The day of which its numbers are, and how many days ago that is in the account's own time. */
  as_of: z.string(),
  age_days: z.int(),
  status: z.enum(["loading", "ready", "failed", "replaced", "removed"]),
  file_name: z.string(),
  file_bytes: z.int(),
  parts: z.int(),
  /** Null when it is not under way. */
  parts_there: z.nullable(z.int()),
  rows: z.int(),
  /** Numbers, each once. */
  taken: z.int(),
  refused: z.int(),
  /** Of the database of reassigned numbers: those of which it knows nothing. */
  no_data: z.int(),
  /** The first hundred. */
  refusals: z.array(ListRefusal),
  /** Email of the person. */
  by: text,
  started_at: z.string(),
  ready_at: text,
  ended_at: text,
  end_reason: text,
});
export type ListView = z.infer<typeof ListView>;

export const ListsView = z.object({
  /** Older ones, where the account relies on them, keep calls back. */
  max_age_days: z.int(),
  /** ISO 3166-1: those that the account calls. */
  countries: z.array(z.string()),
  /** The account's own day. */
  today: z.string(),
  relied: z.array(z.string()),
  /** Of those relied on, the ones that are too old or missing. */
  stale: z.array(z.string()),
  lists: z.array(ListView),
});
export type ListsView = z.infer<typeof ListsView>;

/** What beginning an upload answers: which parts of it are there already. */
export const BegunList = z.object({ id: z.string(), parts_there: z.array(z.int()) });
export type BegunList = z.infer<typeof BegunList>;

/** What a part answers: what the list has come to so far. */
export const ListCounts = z.object({ rows: z.int(), taken: z.int(), refused: z.int(), no_data: z.int() });
export type ListCounts = z.infer<typeof ListCounts>;

/** What completing answers: how many customers it changes something for, and how many numbers the list before had. */
export const CompletedList = z.object({ list: ListView, customers: z.int(), replaced: z.nullable(z.int()) });
export type CompletedList = z.infer<typeof CompletedList>;

/** What `list_doubtful` tells: what the upload has, and how many numbers the list has that it would replace. */
export const DoubtfulList = z.object({ rows: z.int(), taken: z.int(), refused: z.int(), replaced: z.int() });
export type DoubtfulList = z.infer<typeof DoubtfulList>;

/** How many customers it changed something for. */
export const RemovedList = z.object({ customers: z.int() });
