import { z } from "zod";
import type { Decision } from "@/lib/core/decision";
import type { ReplyKeywords } from "@/lib/core/reply-words";
import { type Client, unwrap } from "./client";

const Values = z.array(z.object({ rule: z.string(), value: z.string() }));

/** Everything that the newest rules say under these names. */
async function valuesOf(client: Client, ...rules: string[]): Promise<(rule: string) => string[]> {
  const rows = Values.parse(unwrap(await client.rpc("rule_values", { p_rules: rules })));
  return (rule) => rows.filter((row) => row.rule === rule).map(({ value }) => value);
}

/** The law of places, which everybody signed in may read. */
export const lawData = (client: Client) => ({
  /** The name of the public holiday that kept a place closed; null where it was none. */
  async holiday({ closed_by: place, rules_version: version, local_time: local, windows = [] }: Decision) {
    const isHoliday = windows.some(({ jurisdiction, day }) => jurisdiction === place && day === "holiday");
    if (!place || !version || !local || !isHoliday) return null;
    const rows = unwrap(
      await client
        .from("public_holidays")
        .select("name, jurisdiction")
        .eq("version", version)
        .eq("day", local.slice(0, 10))
        .in("jurisdiction", [place, place.slice(0, 2)]),
    );
    return rows.sort((a, b) => b.jurisdiction.length - a.jurisdiction.length)[0]?.name ?? null;
  },

  /** The words that an answer stops, starts or asks for help with, by the newest rules. */
  async keywords(): Promise<ReplyKeywords> {
    const found = await valuesOf(client, "opt_out_keywords", "opt_in_keywords", "help_keywords");
    const words = (rule: string) => found(rule).flatMap((value) => value.toLowerCase().split(" "));
    return { stop: words("opt_out_keywords"), start: words("opt_in_keywords"), help: words("help_keywords") };
  },

  /** Seconds within which a call has to say what it is about, by the newest rules; the least where several are said. */
  async purposeWithinSeconds(): Promise<number> {
    return Math.min(...(await valuesOf(client, "identify_within_seconds"))("identify_within_seconds").map(Number));
  },

  /** So many days after an opt-out of one channel nobody is in touch over another one, by the newest rules; the most where several are said. */
  async quietDays(): Promise<number> {
    const said = (await valuesOf(client, "quiet_after_opt_out_days"))("quiet_after_opt_out_days").map(Number);
    return said.length > 0 ? Math.max(...said) : 30;
  },

  /** These versions of the rules, oldest first. */
  async versions(versions: number[]): Promise<{ version: number; loaded_at: string; checksum: string }[]> {
    if (versions.length === 0) return [];
    const found = client.from("rule_versions").select("version, loaded_at, checksum").in("version", versions);
    return unwrap(await found.order("version"));
  },
});
export type LawData = ReturnType<typeof lawData>;
