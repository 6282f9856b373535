import { createHash } from "node:crypto";
import { differences, type VersionedRules } from "@/lib/core/rules/difference";
import { canonicalRules } from "@/lib/core/rules/parse-rules";
import type { Rules } from "@/lib/core/rules/rules";
import type { RulesData } from "@/lib/data/rules";

/** What the database takes of the rules; area codes and ZIP prefixes are in the checksum only. */
export function versionOf(rules: Rules): VersionedRules & { checksum: string } {
  const checksum = createHash("sha256").update(canonicalRules(rules)).digest("hex");
  return { checksum, windows: rules.windows, rules: rules.rules, holidays: rules.holidays };
}

export interface RulesComparison {
  /** Of the newest version in the database; null where there is none. */
  version: number | null;
  isEqual: boolean;
  /** As `differences` of lib/core/rules writes them. None although not equal: only area codes or ZIP prefixes differ. */
  changes: string[];
}

/** What the files say otherwise than the newest version. */
export async function compareRules(deps: { rules: RulesData }, rules: Rules): Promise<RulesComparison> {
  const wanted = versionOf(rules);
  const newest = await deps.rules.newest();
  const isEqual = newest?.checksum === wanted.checksum;
  return { version: newest?.version ?? null, isEqual, changes: isEqual ? [] : differences(newest, wanted) };
}

/** Makes the files' rules the newest version, if they aren't. Earlier versions stay as they are.
 *  @returns the newest version's number */
export const loadRules = (deps: { rules: RulesData; now: () => Date }, rules: Rules): Promise<number> =>
  deps.rules.load(versionOf(rules), deps.now());
