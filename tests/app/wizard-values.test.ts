import { describe, expect, it } from "vitest";
import { isValid } from "@/components/form-problems";
import { basicsChange, basicsValues } from "@/components/wizard/basics/basics-values";
import { copyOf, Draft, difference } from "@/components/wizard/draft";
import { hoursText } from "@/components/wizard/hours-text";
import { audienceCheck } from "@/components/wizard/review/audience-check";
import { launchText } from "@/components/wizard/review/launch-text";
import {
  scheduleChange,
  scheduleField,
  scheduleResolver,
  scheduleValues,
} from "@/components/wizard/schedule/schedule-values";
import {
  type TargetValues,
  targetChange,
  targetField,
  targetResolver,
  targetValues,
} from "@/components/wizard/target/target-values";
import { CreateCampaign, PatchCampaign } from "@/lib/core/campaign";
import { DEFAULT_HOURS } from "@/lib/core/hours";
import { presetOf } from "@/lib/core/presets";
import { exampleStep } from "@/lib/core/sequence-examples";

const ZONE = "America/New_York";
const NOW = new Date("2026-11-23T17:00:00Z");
const stored = (fields: Record<string, unknown> = {}): Draft =>
  Draft.parse({
    ...{
      id: "c",
      name: "Autumn",
      description: null,
      campaign_type: "winback",
      outreach_method: "call",
      status: "draft",
    },
    ...{ agent_id: null, target_criteria: {}, max_recipients: null, scheduled_at: null, started_at: null },
    ...{ time_zone: null, calling_hours: null, rate_limit_per_minute: 10, max_concurrency: null, max_attempts: 3 },
    ...{ retry_gaps: { no_answer: [240, 1440] }, min_gap_minutes: null, max_call_seconds: 300, budget: null },
    ...{ variables: {}, draft_step: "basics", created_at: NOW.toISOString(), updated_at: NOW.toISOString(), steps: [] },
    ...fields,
  });

describe("who is called", () => {
  const target = (fields: Partial<TargetValues>) =>
    targetChange({ ...targetValues(null, ZONE), ...fields }, null, ZONE).target_criteria;

  it.each([
    {},
    { last_contact_days: 90, status: "Closed", min_leads: 2 },
    { last_contact_before: "2026-05-01T04:00:00.000Z", tags: ["vip"], regions: ["US-TX"] },
    { call_consent: "missing" },
    { call_consent: "given", min_leads: 1 },
    { last_contact_after: "2026-05-01T04:00:00.000Z", last_contact_before: "2026-06-01T04:00:00.000Z" },
    { last_contact_after: "2026-05-01T13:37:11+02:00" },
    { last_contact_days: 90, last_contact_before: "2026-05-01T13:37:11Z" },
    {
      custom: [
        { field: "service", op: "contains", value: "colour" },
        { field: "budget", op: "known" },
      ],
    },
  ])("%j goes through the form and comes out as it was", (target_criteria) => {
    const draft = stored({ target_criteria, max_recipients: 40 });
    expect(targetChange(targetValues(draft, ZONE), draft, ZONE)).toEqual({ target_criteria, max_recipients: 40 });
  });

  it("days are those of the account's zone, and a range includes its last day", () => {
    expect(target({ last_contact: "before", before: "2026-05-01" })).toEqual({
      last_contact_before: "2026-05-01T04:00:00.000Z",
    });
    expect(target({ last_contact: "between", from: "2026-03-08", until: "2026-03-08" })).toEqual({
      last_contact_after: "2026-03-08T05:00:00.000Z",
      last_contact_before: "2026-03-09T04:00:00.000Z",
    });
  });

  it.each<[string, Partial<TargetValues>]>([
    ["days", { last_contact: "days", days: "" }],
    ["days", { last_contact: "days", days: "9999" }],
    ["before", { last_contact: "before", before: "" }],
    ["from", { last_contact: "between", from: "2026-05-02", until: "2026-05-01" }],
    ["min_leads", { min_leads: "1.5" }],
    ["max_recipients", { max_recipients: "0" }],
    ["custom", { custom: [{ field: "budget", op: "at_least", value: "a lot" }] }],
    ["regions", { regions: ["US-TX", "Atlantis"] }],
    ["custom", { custom: [{ field: "service", op: "is", value: "" }] }],
  ])("an error stands at the field %s", async (field, fields) => {
    const values = { ...targetValues(null, ZONE), ...fields };
    const options = { fields: {}, shouldUseNativeValidation: false };
    const { errors } = await targetResolver(ZONE)(values, undefined, options);
    expect(Object.keys(errors)).toEqual([field]);
  });

  it("what the server refuses is shown at its field", () => {
    expect(targetField("target_criteria.custom.1.value")).toBe("custom.1.value");
    expect(targetField("target_criteria.regions.0")).toBe("regions");
    expect(scheduleField("calling_hours.mon.1")).toBe("hours");
  });
});

describe("when they are called", () => {
  const full = {
    scheduled_at: "2026-12-01T15:00:30+00:00",
    time_zone: "America/Chicago",
    calling_hours: {
      mon: [
        ["09:00", "12:00"],
        ["13:00", "24:00"],
      ],
    },
    max_concurrency: 3,
    retry_gaps: { no_answer: [240, 1440], busy: [20], voicemail: [], silent: [0.5], provider_failed: [] },
    min_gap_minutes: 90,
    max_call_seconds: 95,
    budget: 49.9,
  };

  it("a schedule goes through the form and comes out as it was, to the second", () => {
    const draft = stored(full);
    const change = scheduleChange(scheduleValues(draft, ZONE, DEFAULT_HOURS), draft, ZONE);
    expect(change).toMatchObject(full);
    expect(PatchCampaign.safeParse(change).error).toBeUndefined();
  });

  it("a time is meant in the zone beside it", () => {
    const values = { ...scheduleValues(null, ZONE, DEFAULT_HOURS), start: "later" as const, at: "2026-12-01T10:00" };
    expect(scheduleChange(values, null, ZONE)).toMatchObject({
      scheduled_at: "2026-12-01T15:00:00.000Z",
      time_zone: null,
    });
    expect(scheduleChange({ ...values, time_zone: "America/Denver" }, null, ZONE)).toMatchObject({
      scheduled_at: "2026-12-01T17:00:00.000Z",
      time_zone: "America/Denver",
    });
  });

  it("what can't be is refused: a time that has passed, no open day, an end before its start, an amount in words", async () => {
    const usual = scheduleValues(null, ZONE, DEFAULT_HOURS);
    const check = (fields: object) =>
      isValid(
        scheduleResolver(null, ZONE, () => NOW),
        { ...usual, ...fields },
      );
    const closed = { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] };
    expect(await check({})).toBe(true);
    expect(await check({ start: "later", at: "2026-11-23T12:01" })).toBe(true);
    expect(await check({ start: "later", at: "2026-11-23T12:00" })).toBe(false);
    expect(await check({ hours_kind: "own", hours: closed })).toBe(false);
    expect(await check({ hours_kind: "own", hours: { mon: [["10:00", "09:00"]] } })).toBe(false);
    expect(await check({ budget: "fifty" })).toBe(false);
    expect(await check({ rate: "" })).toBe(false);
  });

  it("«not again» ends the list of further calls", () => {
    const values = scheduleValues(stored(), ZONE, DEFAULT_HOURS);
    const gaps = { ...values.gaps, no_answer: ["240", "", "60"] };
    expect(scheduleChange({ ...values, gaps }, null, ZONE)).toMatchObject({ retry_gaps: { no_answer: [240] } });
  });
});

describe("what is sent", () => {
  it("a new campaign brings all of its type along", () => {
    const change = basicsChange(
      { name: "A", description: " ", campaign_type: "feedback", purpose: "marketing" },
      null,
      null,
      NOW,
    );
    expect(change).toMatchObject({ description: null, ...presetOf("feedback", NOW) });
    expect(CreateCampaign.safeParse(change).error).toBeUndefined();
  });

  it("is only what is different, and nothing of what is locked", () => {
    const draft = stored({ status: "paused", target_criteria: { last_contact_days: 90 } });
    const values = { ...basicsValues(draft), name: "Winter", campaign_type: "feedback" as const };
    const before = basicsChange(basicsValues(draft), draft, null, NOW);
    expect(difference(basicsChange(values, draft, null, NOW), before)).toEqual({
      name: "Winter",
      campaign_type: "feedback",
    });
  });

  it("a copy of a campaign that is gone can be made anew", () => {
    const steps = [{ ...exampleStep("winback", "call"), body: "Hi", updated_at: NOW.toISOString() }];
    const draft = stored({ steps, status: "active", started_at: NOW.toISOString(), budget: 5 });
    const body = copyOf(draft, { name: "Again" });
    expect(CreateCampaign.safeParse(body).error).toBeUndefined();
    expect(body).toMatchObject({ name: "Again", steps: [{ channel: "call", body: "Hi" }], budget: 5 });
  });
});

it.each([
  ["import", false],
  ["target", true],
])("where nobody fits, %s mends it: customers there are %s", (mend, hasCustomers) => {
  const nobody = { matching: 0, callable: 0, skipped: {}, waiting: {}, sample: [] };
  expect(audienceCheck(nobody, hasCustomers)).toMatchObject({ blocking: true, mend });
});

describe("the last button says", () => {
  it.each([
    [{}, 412, "Start calling 412 customers"],
    [{}, 1, "Start calling 1 customer"],
    [{ scheduled_at: "2026-11-23T16:59:00Z" }, 2000, "Start calling 2,000 customers"],
    [{ scheduled_at: "2026-12-01T15:00:00Z" }, 412, "Schedule 412 calls for Tue Dec 1, 10:00 AM EST"],
    [
      { scheduled_at: "2027-07-01T15:00:00Z", time_zone: "America/Chicago" },
      1,
      "Schedule 1 call for Thu Jul 1, 2027, 10:00 AM CDT",
    ],
    [{ outreach_method: "email" }, 412, "Start emailing 412 customers"],
    [{ outreach_method: "multi" }, 412, "Start the sequence for 412 customers"],
  ])("%j and %d people: %s", (fields, people, text) => {
    expect(launchText(stored(fields), people, ZONE, NOW)).toBe(text);
  });
});

it("hours are told a line for each run of days that are alike", () => {
  expect(hoursText(DEFAULT_HOURS)).toEqual(["Mon–Fri 9 AM–6 PM", "Sat 10 AM–4 PM"]);
  expect(
    hoursText({
      tue: [
        ["00:00", "12:30"],
        ["13:00", "24:00"],
      ],
    }),
  ).toEqual(["Tue 12 AM–12:30 PM, 1 PM–midnight"]);
});
