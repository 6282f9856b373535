import { describe, expect, it } from "vitest";
import {
  CampaignQuery,
  CampaignVariables,
  CreateCampaign,
  Id,
  PatchCampaign,
  RecipientQuery,
} from "@/lib/core/campaign";

const AGENT = "7f0f6f57-5ca0-4b6c-8a43-3c9f1a7d2e10";
/** Word for word what the API's description shows. */
const DOCUMENTED = {
  name: "Spring win-back",
  description: "Customers of last year",
  campaign_type: "winback",
  outreach_method: "call",
  agent_id: AGENT,
  target_criteria: { last_contact_days: 180, status: "Closed", min_leads: 1 },
  call_script: "Hi {name}, this is {business_name}. ...",
  scheduled_at: "2026-12-01T10:00:00Z",
};
const FULL = {
  ...DOCUMENTED,
  max_recipients: 500,
  voicemail_message: "Please call us back.",
  time_zone: "America/Chicago",
  calling_hours: { mon: [["09:00", "17:00"]] },
  rate_limit_per_minute: 10,
  max_concurrency: 4,
  max_attempts: 3,
  retry_gaps: { no_answer: [240] },
  min_gap_minutes: 30,
  max_call_seconds: 300,
  budget: 49.99,
  variables: { promotion: "20% off", booking_link: "https://bright.test/book" },
};

const refusedPaths = (input: unknown) => {
  const parsed = CreateCampaign.safeParse(input);
  return parsed.success ? [] : parsed.error.issues.map((issue) => issue.path.join(".") || issue.code);
};

describe("a new campaign", () => {
  it("is taken exactly as the API describes it", () => {
    expect(CreateCampaign.parse(DOCUMENTED)).toEqual(DOCUMENTED);
    expect(CreateCampaign.parse(FULL)).toEqual(FULL);
  });

  it("needs nothing but a name", () => {
    expect(CreateCampaign.parse({ name: "  Spring  " })).toEqual({
      name: "Spring",
      campaign_type: "winback",
      outreach_method: "call",
      target_criteria: {},
    });
  });

  it.each(["status", "user_id", "id", "started_at", "pause_reason", "created_at", "selected_at", "__proto__x"])(
    "refuses the field %s, which is not for a client to choose",
    (field) => {
      expect(refusedPaths({ ...DOCUMENTED, [field]: "active" })).toEqual(["unrecognized_keys"]);
    },
  );

  it.each([
    ["name", "   "],
    ["name", "x".repeat(121)],
    ["name", undefined],
    ["campaign_type", "spam"],
    ["outreach_method", "fax"],
    ["agent_id", "riley"],
    ["call_script", ""],
    ["call_script", "x".repeat(4001)],
    ["scheduled_at", "tomorrow"],
    ["scheduled_at", "2026-12-01"],
    ["time_zone", "EST"],
    ["rate_limit_per_minute", 0],
    ["rate_limit_per_minute", 1.5],
    ["max_attempts", 11],
    ["retry_gaps", { conversed: [1] }],
    ["min_gap_minutes", -1],
    ["max_call_seconds", 9],
    ["budget", 0.001],
    ["budget", -1],
    ["budget", Number.NaN],
    ["max_recipients", 0],
    ["target_criteria", { colour: "red" }],
  ])("refuses %s: %j and names it", (field, value) => {
    expect(refusedPaths({ ...FULL, [field]: value })).toEqual([field]);
  });

  it.each([0, 0.01, 0.07, 0.29, 19.99, 1_000_000])("takes a budget of %d dollars", (budget) => {
    expect(refusedPaths({ ...FULL, budget })).toEqual([]);
  });

  it("takes links that can be opened and nothing else", () => {
    for (const link of ["javascript:alert(1)", "ftp://x.test", "bright.test", "data:text/html,x"])
      expect(CampaignVariables.safeParse({ booking_link: link }).success, link).toBe(false);
    expect(CampaignVariables.safeParse({ booking_link: "https://bright.test" }).success).toBe(true);
    expect(CampaignVariables.safeParse({ discount: "5" }).success).toBe(false);
  });
});

it.each(["", "   ", "\u200b\u200b", "\u00ad", "\u202e"])("a name of which nothing is seen is none: %j", (name) => {
  expect(CreateCampaign.safeParse({ name }).error?.issues[0]?.message).toBe("Give the campaign a name");
});

it.each(["😀", "مريم", "A", "👩‍👩‍👧"])("%s is a name", (name) => {
  expect(CreateCampaign.safeParse({ name }).success).toBe(true);
});

describe("a change of a campaign", () => {
  it("makes nothing up", () => {
    expect(PatchCampaign.parse({})).toEqual({});
    expect(PatchCampaign.parse({ budget: null, description: null })).toEqual({ budget: null, description: null });
  });

  it("takes every field of a new one, and refuses the same others", () => {
    expect(PatchCampaign.parse(FULL)).toEqual(FULL);
    expect(PatchCampaign.safeParse({ status: "active" }).success).toBe(false);
    expect(PatchCampaign.safeParse({ name: null }).success).toBe(false);
  });
});

describe("the lists' queries", () => {
  it("read numbers from text and stay within their limits", () => {
    expect(CampaignQuery.parse({ limit: "10", offset: "20", status: "active" })).toEqual({
      limit: 10,
      offset: 20,
      status: "active",
    });
    expect(CampaignQuery.parse({})).toEqual({ limit: 25, offset: 0 });
    for (const query of [
      { limit: "101" },
      { limit: "0" },
      { limit: "ten" },
      { offset: "-1" },
      { status: "gone" },
      { page: "2" },
    ])
      expect(CampaignQuery.safeParse(query).success, JSON.stringify(query)).toBe(false);
  });

  it("know the statuses of recipients", () => {
    expect(RecipientQuery.safeParse({ status: "opted_out" }).success).toBe(true);
    expect(RecipientQuery.safeParse({ status: "paused" }).success).toBe(false);
    expect(RecipientQuery.parse({ touch: "2" })).toMatchObject({ touch: 2 });
    for (const touch of ["0", "11", "first"]) expect(RecipientQuery.safeParse({ touch }).success).toBe(false);
  });

  it("take an id for an id", () => {
    expect(Id.safeParse(AGENT).success).toBe(true);
    for (const id of ["1", "", `${AGENT} `, "7f0f6f57-5ca0-4b6c-8a43"]) expect(Id.safeParse(id).success).toBe(false);
  });
});
