import type { Decision } from "@/lib/core/decision";
import { type Client, unwrap } from "./client";

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

  /** These versions of the rules, oldest first. */
  async versions(versions: number[]): Promise<{ version: number; loaded_at: string; checksum: string }[]> {
    if (versions.length === 0) return [];
    const found = client.from("rule_versions").select("version, loaded_at, checksum").in("version", versions);
    return unwrap(await found.order("version"));
  },
});
export type LawData = ReturnType<typeof lawData>;
