import { RestError } from "../errors";

/** What the `Prefer` header asks for. */
export type Preferences = {
  count: boolean;
  return: "representation" | "minimal" | "headers-only" | undefined;
  resolution: "merge-duplicates" | "ignore-duplicates" | undefined;
  missing: "default" | "null" | undefined;
  rollback: boolean;
  timezone: string | undefined;
  maxAffected: number | undefined;
  /** Those that were understood by name, as `Preference-Applied` repeats them. */
  applied: Map<string, string>;
};

const KNOWN: Record<string, RegExp> = {
  count: /^(exact|planned|estimated)$/,
  return: /^(representation|minimal|headers-only)$/,
  resolution: /^(merge|ignore)-duplicates$/,
  missing: /^(default|null)$/,
  tx: /^(commit|rollback)$/,
  handling: /^(strict|lenient)$/,
  timezone: /^[\w/+-]+$/,
  "max-affected": /^\d+$/,
};

/** Parses `Prefer`. @throws PGRST122 for unknown ones when `handling=strict`. */
export function parsePreferences(header: string | undefined): Preferences {
  const found = new Map<string, string>();
  const unknown: string[] = [];
  for (const item of (header ?? "").split(",")) {
    const text = item.trim();
    if (text === "") continue;
    const [name = "", value = ""] = text.split("=", 2);
    if (KNOWN[name]?.test(value)) {
      if (!found.has(name)) found.set(name, value);
    } else unknown.push(text);
  }
  const strict = found.get("handling") === "strict";
  if (strict && unknown.length > 0) {
    throw new RestError(400, "PGRST122", "Invalid preferences given with handling=strict", {
      details: `Invalid preferences: ${unknown.join(", ")}`,
    });
  }
  const maxAffected = found.get("max-affected");
  return {
    count: found.has("count"),
    return: oneOf(found.get("return"), ["representation", "minimal", "headers-only"]),
    resolution: oneOf(found.get("resolution"), ["merge-duplicates", "ignore-duplicates"]),
    missing: oneOf(found.get("missing"), ["default", "null"]),
    rollback: found.get("tx") === "rollback",
    timezone: found.get("timezone"),
    maxAffected: strict && maxAffected !== undefined ? Number(maxAffected) : undefined,
    applied: new Map([...found].map(([name, value]) => [name, `${name}=${value}`])),
  };
}

function oneOf<T extends string>(value: string | undefined, allowed: readonly T[]): T | undefined {
  return allowed.find((candidate) => candidate === value);
}
