import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { DISPOSITIONS } from "@/lib/core/call";
import { PAUSE_REASON, pauseReasonText, REASON, reasonText } from "@/lib/core/reasons";

const ROOT = join(import.meta.dirname, "../..");

async function textOf(folder: string): Promise<string> {
  const names = (await readdir(join(ROOT, folder))).filter((name) => /\.(sql|ts)$/.test(name)).sort();
  return (await Promise.all(names.map((name) => readFile(join(ROOT, folder, name), "utf8")))).join("\n");
}

const found = (text: string, pattern: RegExp): string[] => [
  ...new Set([...text.matchAll(pattern)].flatMap(([, code]) => (code ? [code] : []))),
];
const unknownTo = (map: object, codes: string[]) => codes.filter((code) => !Object.hasOwn(map, code));

describe("every reason has its sentence", () => {
  it("that the gate gives", async () => {
    const sql = await textOf("supabase/migrations");
    const gate = found(sql, /create function private\.gate\(([\s\S]*?end \$\$;)/g).join("\n");
    const codes = [...found(gate, /(?:then|else) '([a-z0-9_]+)'/g), ...found(gate, /end, '([a-z0-9_]+)'\)/g)];
    const reasons = codes.filter((code) => !["allow", "skip", "postpone"].includes(code));
    expect(reasons).toEqual(
      expect.arrayContaining(["no_contact", "opted_out", "outside_hours", "daily_cap", "state_hours"]),
    );
    expect(unknownTo(REASON, reasons)).toEqual([]);
  });

  it("that the engine writes to a recipient or to a released attempt", async () => {
    const sql = await textOf("supabase/migrations");
    const assigned = found(sql, /^\s+reason = (case .*)$/gm).flatMap((line) =>
      found(line, /(?:then|else) '([a-z_]+)'/g),
    );
    const released = found(sql, /private\.release(?:_reserved)?\([a-z_]+, p_now, '([a-z_]+)'/g).filter(
      (code) => code !== "campaign_",
    );
    const typescript = found(
      (await textOf("lib/actions")) + (await textOf("lib/core")),
      /status: "(?:skipped|failed|answered)", reason: "([a-z_]+)"/g,
    );
    const codes = [...assigned, ...released, ...typescript];
    expect(codes).toEqual(expect.arrayContaining(["campaign_stopped", "outcome_unknown", "lease_expired"]));
    expect(unknownTo(REASON, codes)).toEqual([]);
  });

  it("that an attempt may end with", () => {
    expect(unknownTo(REASON, [...DISPOSITIONS])).toEqual([]);
  });

  it("for which a campaign pauses itself", async () => {
    const sql = await textOf("supabase/migrations");
    const codes = [
      ...found(sql, /pause_reason = '([a-z_]+)'/g),
      ...found(sql, /pause_campaign\(p_campaign, '([a-z_]+)'/g),
    ];
    const halts = found(await textOf("lib/core"), /halt: "([a-z_]+)"/g);
    expect(codes).toContain("budget_reached");
    expect(halts).toContain("provider_auth");
    expect(unknownTo(PAUSE_REASON, [...codes, ...halts])).toEqual([]);
  });
});

it("a campaign that was refused its scheduled start is told the refusal", () => {
  expect(pauseReasonText("jobs_unavailable")).toMatch(/job queue/);
});

it("a code that is new is shown by its name, not hidden", () => {
  expect(reasonText("moon_phase")).toBe("Moon phase.");
  expect(pauseReasonText("moon_phase")).toBe("Moon phase.");
});

it("no reason is no sentence", () => {
  expect(reasonText(null)).toBeNull();
  expect(reasonText("")).toBeNull();
});
