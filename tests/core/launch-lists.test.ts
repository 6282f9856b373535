import { describe, expect, it } from "vitest";
import { readDecision, whyAllowed } from "@/lib/core/decision";
import { fieldAddress } from "@/lib/core/draft-address";
import { launchChecks } from "@/lib/core/launch-checks";
import { listsWith } from "@/lib/core/list-age";
import { EMAIL, READY } from "./launch-input";

const checks = (region: string, ageDays: number | null, change: object = {}) =>
  launchChecks({ ...READY, lists: { maxAgeDays: 31, relied: [{ region, ageDays }] }, ...change }).map(
    ({ code, blocking, message }) => [code, blocking, message],
  );

describe("before a launch a do-not-call list that the account relies on", () => {
  it.each([
    ["US", null, "list_missing", true, "You rely on the national list"],
    [
      "US-TX",
      32,
      "list_too_old",
      true,
      "The list of Texas of do-not-call numbers is 32 days old; 31 days are the most.",
    ],
    ["US", 31, "list_grows_old", false, "The national list of do-not-call numbers is 31 days old"],
    ["US", 25, "list_grows_old", false, "is 25 days old"],
  ])("%s of %s days is told of as %s", (region, ageDays, code, isBlocking, message) => {
    expect(checks(region, ageDays)).toEqual([[code, isBlocking, expect.stringContaining(message)]]);
  });

  it("is left in peace when it is fresh, or where nobody is called or texted", () => {
    expect(checks("US", 24)).toEqual([]);
    const written = { method: "email", steps: [EMAIL], variables: { booking_link: "https://bright.test" } };
    expect(checks("US", null, written)).toEqual([]);
    expect(checks("US", null, { lists: null })).toEqual([]);
  });

  it("is mended on its own page", () => {
    expect(fieldAddress("c1", "do_not_call_lists")).toBe("/settings/lists");
  });
});

it("says which lists were looked into, and on which a number stands", () => {
  const lists = [
    { kind: "national", region: "US", as_of: "2026-11-04" },
    { kind: "state", region: "US-TX", as_of: "2026-11-10" },
    { kind: "own", region: null, as_of: "2026-11-20" },
  ];
  expect(whyAllowed(readDecision({ rules_version: 1, lists }), "call")).toContain(
    "Do-not-call lists were looked into: the national list of November 4, 2026, the list of Texas of November 10, 2026 and the business's own list of November 20, 2026.",
  );
  expect(listsWith(0)).toBeNull();
  expect(listsWith(5)).toBe("a national do-not-call list; the business's own do-not-call list");
});
