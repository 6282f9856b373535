import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { compareRules, loadRules, versionOf } from "@/lib/actions/load-rules";
import { rulesData } from "@/lib/data/rules";
import { repositoryRules } from "../support/rule-texts";
import { type Stack, startStack } from "../support/stack";
import { NOON } from "./fixtures";

let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
});
afterAll(() => stack.stop());

const rows = async (sql: string, values: unknown[] = []) => (await stack.pool.query(sql, values)).rows;
const days = async (jurisdiction: string, year: number) =>
  (
    await rows(
      "select day::text, name from public_holidays where version = 1 and jurisdiction = $1 and extract(year from day) = $2 order by day",
      [jurisdiction, year],
    )
  ).map(({ day, name }) => `${day} ${name}`);

describe("The rules in the database", () => {
  it("are those of the files from the first migration on", async () => {
    const deps = { rules: rulesData(stack.service) };
    expect(await compareRules(deps, repositoryRules())).toEqual({ version: 1, isEqual: true, changes: [] });
  });

  it("know area codes and ZIP prefixes as the files do", async () => {
    const { areas, zips } = repositoryRules();
    expect(await rows("select area_code, region, time_zones from private.nanp_areas order by area_code")).toEqual(
      areas.toSorted((a, b) => (a.area_code < b.area_code ? -1 : 1)),
    );
    expect(await rows("select first, last, region from private.us_zip3 order by first")).toEqual(zips);
  });

  it("are of a new version when a row changed, and the old version stays", async () => {
    const deps = { rules: rulesData(stack.service), now: () => NOON };
    const rules = repositoryRules();
    const stricter = {
      ...rules,
      windows: rules.windows.map((one) =>
        one.jurisdiction === "US-FL" && one.day === "mon" ? { ...one, closes: "19:00" } : one,
      ),
    };
    expect((await compareRules(deps, stricter)).changes).toEqual([
      expect.stringMatching(/^~ US-FL, mon: 08:00-20:00 .* becomes 08:00-19:00 /),
    ]);
    expect(await loadRules(deps, stricter)).toBe(2);
    expect(await loadRules(deps, stricter)).toBe(2);
    expect((await compareRules(deps, stricter)).isEqual).toBe(true);
    const kept = "select version, closes from calling_windows where jurisdiction = 'US-FL' and day = 'mon' order by 1";
    expect(await rows(kept)).toEqual([
      { version: 1, closes: "20:00" },
      { version: 2, closes: "19:00" },
    ]);
    expect(await loadRules(deps, rules)).toBe(3);
  });

  it("are loaded by nobody but the engine, changed by nobody at all, and read by whoever is signed in", async () => {
    const owner = await stack.signUp("owner@clinic.test");
    const { windows, ...more } = versionOf(repositoryRules());
    const args = {
      p_rules: JSON.parse(JSON.stringify({ ...more, windows, checksum: "x" })),
      p_now: NOON.toISOString(),
    };
    expect((await owner.rpc("load_rules", args)).error?.code).toBe("42501");
    for (const client of [owner, stack.service]) {
      expect((await client.from("calling_windows").update({ closes: "23:00" }).eq("version", 1)).error?.code).toBe(
        "42501",
      );
      expect((await client.from("rule_versions").delete().eq("version", 1)).error?.code).toBe("42501");
      expect(
        (await client.from("public_holidays").insert({ version: 1, jurisdiction: "US", day: "2026-08-01", name: "x" }))
          .error?.code,
      ).toBe("42501");
    }
    expect(
      (await owner.from("outreach_rules").select("*", { count: "exact", head: true }).eq("version", 1)).count,
    ).toBe(30);
  });
});

describe("Public holidays", () => {
  it("fall on their days, and on those on which they are observed", async () => {
    expect(await days("US", 2027)).toEqual([
      "2027-01-01 New Year's Day",
      "2027-01-18 Martin Luther King Jr. Day",
      "2027-02-15 Washington's Birthday",
      "2027-05-31 Memorial Day",
      "2027-06-18 Juneteenth",
      "2027-06-19 Juneteenth",
      "2027-07-04 Independence Day",
      "2027-07-05 Independence Day",
      "2027-09-06 Labor Day",
      "2027-10-11 Columbus Day",
      "2027-11-11 Veterans Day",
      "2027-11-25 Thanksgiving Day",
      "2027-12-24 Christmas Day",
      "2027-12-25 Christmas Day",
      "2027-12-31 New Year's Day",
    ]);
    expect((await days("US-RI", 2026)).slice(0, 1)).toEqual(["2026-08-10 Victory Day"]);
    expect(await days("US-LA", 2026)).toEqual([
      "2026-02-17 Mardi Gras",
      "2026-04-03 Good Friday",
      "2026-11-01 All Saints' Day",
    ]);
  });

  it("follow Easter, and the last Monday up to a day", async () => {
    const easter = "select private.easter(y)::text as day from generate_series(2024, 2030) y";
    expect((await rows(easter)).map(({ day }) => day)).toEqual([
      ...["2024-03-31", "2025-04-20", "2026-04-05", "2027-03-28", "2028-04-16", "2029-04-01", "2030-04-21"],
    ]);
    expect(await days("FR", 2028)).toContain("2028-05-25 Ascension");
    const victoria = "select private.holiday_in('mon<=05-24', y)::text as day from generate_series(2025, 2028) y";
    expect((await rows(victoria)).map(({ day }) => day)).toEqual([
      "2025-05-19",
      "2026-05-18",
      "2027-05-24",
      "2028-05-22",
    ]);
  });
});
