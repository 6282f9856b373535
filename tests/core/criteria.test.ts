import { describe, expect, it } from "vitest";
import { Criteria } from "@/lib/core/criteria";

const accepts = (criteria: unknown) => Criteria.safeParse(criteria).success;

describe("who a campaign is for", () => {
  it("may be everybody", () => {
    expect(Criteria.parse({})).toEqual({});
  });

  it("takes every field at once", () => {
    const criteria = {
      last_contact_days: 180,
      last_contact_before: "2026-06-01T00:00:00Z",
      last_contact_after: "2025-06-01T00:00:00+02:00",
      status: "Closed",
      agent_id: "7f0f6f57-5ca0-4b6c-8a43-3c9f1a7d2e10",
      min_leads: 1,
      tags: ["vip"],
      regions: ["US-TX", "CA"],
      call_consent: "missing",
      custom: [
        { field: "service", op: "contains", value: "whitening" },
        { field: "visits", op: "at_least", value: "3" },
        { field: "last_visit", op: "at_most", value: "2026-01-31" },
        { field: "vip", op: "known" },
      ],
    };
    expect(Criteria.parse(criteria)).toEqual(criteria);
  });

  it.each([
    { last_contact_days: -1 },
    { last_contact_days: 1.5 },
    { last_contact_days: 3651 },
    { last_contact_days: "180" },
    { last_contact_before: "2026-06-01" },
    { last_contact_before: "yesterday" },
    { status: "closed" },
    { agent_id: "1" },
    { min_leads: -1 },
    { tags: [] },
    { tags: [""] },
    { regions: ["Texas"] },
    { regions: [] },
    { call_consent: "" },
    { call_consent: true },
    { last_contacted_days: 180 },
    { custom: [] },
    { custom: [{ field: "service", op: "is" }] },
    { custom: [{ field: "service", op: "is", value: " " }] },
    { custom: [{ field: "service", op: "known", value: "x" }] },
    { custom: [{ field: "service", op: "resembles", value: "x" }] },
    { custom: [{ field: "visits", op: "at_least", value: "many" }] },
    { custom: [{ field: "day", op: "at_most", value: "2026-11-21T10:00:00Z" }] },
    { custom: Array(11).fill({ field: "service", op: "known" }) },
  ])("refuses %j", (criteria) => {
    expect(accepts(criteria)).toBe(false);
  });

  it("compares its two dates as instants, not as text", () => {
    const range = (after: string, before: string) => ({ last_contact_after: after, last_contact_before: before });
    expect(accepts(range("2026-01-01T00:00:00Z", "2026-02-01T00:00:00Z"))).toBe(true);
    expect(accepts(range("2026-02-01T00:00:00Z", "2026-01-01T00:00:00Z"))).toBe(false);
    // The first is earlier, though its text is later; and the other way round.
    expect(accepts(range("2026-01-01T02:00:00+09:00", "2025-12-31T18:00:00Z"))).toBe(true);
    expect(accepts(range("2025-12-31T23:00:00-09:00", "2026-01-01T00:00:00Z"))).toBe(false);
    expect(accepts(range("2026-01-01T00:00:00Z", "2026-01-01T01:00:00+01:00"))).toBe(false);
  });
});
