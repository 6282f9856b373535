import { z } from "zod";
import type { VersionedRules } from "@/lib/core/rules/difference";
import { CONFIDENCES, OBSERVED } from "@/lib/core/rules/rules";
import { WEEKDAYS } from "@/lib/core/words";
import { type Client, unwrap } from "./client";

const more = { jurisdiction: z.string(), confidence: z.enum(CONFIDENCES) };
const Newest = z.object({
  version: z.int(),
  checksum: z.string(),
  windows: z.array(
    z.object({
      ...more,
      day: z.enum([...WEEKDAYS, "holiday"]),
      opens: z.string().nullable(),
      closes: z.string().nullable(),
      closed: z.boolean(),
      as_weekday: z.boolean(),
      source: z.string(),
    }),
  ),
  rules: z.array(
    z.object({
      ...more,
      channel: z.enum(["voice", "sms", "email", "any"]),
      rule: z.string(),
      value: z.string(),
      note: z.string(),
      overridable: z.boolean(),
    }),
  ),
  holidays: z.array(
    z.object({ ...more, rule: z.string(), observed: z.enum(OBSERVED), name: z.string(), source: z.string() }),
  ),
});
/** The version of rules that counts now. */
export type NewestRules = z.infer<typeof Newest>;

/** The rules of outreach in the database. Loading is for the service role. */
export const rulesData = (client: Client) => ({
  /** Null where no version was ever loaded. */
  async newest(): Promise<NewestRules | null> {
    return Newest.nullable().parse(unwrap(await client.rpc("newest_rules")));
  },

  /** Loads a version and answers its number: that of the newest where this has the same checksum. */
  async load(rules: VersionedRules & { checksum: string }, now: Date): Promise<number> {
    const json = z.record(z.string(), z.json()).parse(rules);
    return z.int().parse(unwrap(await client.rpc("load_rules", { p_rules: json, p_now: now.toISOString() })));
  },
});
export type RulesData = ReturnType<typeof rulesData>;
