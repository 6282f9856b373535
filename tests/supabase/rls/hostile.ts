/** Values that somebody could write past our pages, straight into the tables, by column. */
export const deep = (depth: number): unknown => (depth === 0 ? [] : [deep(depth - 1)]);
export const WEEK = { mon: [["09:00", "18:00"]] };

/** What the owner of an account might write to her own tables to stop, or to slip past, the engine. */
export const CAMPAIGN: Record<string, unknown[]> = {
  target_criteria: [
    ...[
      null,
      [],
      "x",
      1,
      { last_contact_days: "180" },
      { last_contact_days: -1 },
      { last_contact_days: 99_999_999_999 },
    ],
    ...[{ last_contact_days: 1e300 }, { last_contact_days: 1.5 }, { last_contact_days: null }, { min_leads: "NaN" }],
    ...[
      { last_contact_before: "infinity" },
      { last_contact_before: "now" },
      { last_contact_after: "2026-13-01T00:00:00Z" },
    ],
    ...[
      { last_contact_before: "2026-01-01 00:00:00" },
      { status: "Lost" },
      { status: ["Closed"] },
      { agent_id: "mine" },
    ],
    ...[{ tags: null }, { tags: [] }, { tags: "vip" }, { tags: [1] }, { tags: ["x".repeat(61)] }, { tags: [deep(50)] }],
    ...[{ tags: Array(51).fill("x") }, { regions: ["Texas"] }, { regions: {} }, { user_id: "1 or true" }, { "": 1 }],
  ],
  retry_gaps: [
    ...[
      null,
      [],
      "x",
      { no_answer: 5 },
      { no_answer: ["5"] },
      { no_answer: [-1] },
      { no_answer: [1e9] },
      { no_answer: [null] },
    ],
    ...[{ no_answer: [[5]] }, { conversed: [5] }, { busy: Array(10).fill(1) }],
  ],
  variables: [
    ...[null, [], "x", { promotion: 5 }, { promotion: null }, { promotion: { a: 1 } }, { promotion: "x".repeat(301) }],
    ...[{ booking_link: "javascript:alert(1)" }, { booking_link: "https://a b" }, { other: "x" }],
  ],
  calling_hours: [
    ...[
      [],
      "always",
      { mon: "09:00" },
      { mon: [["9:00", "18:00"]] },
      { mon: [["18:00", "09:00"]] },
      { mon: [["09:00", "09:00"]] },
    ],
    ...[
      { mon: [["00:00", "now"]] },
      { mon: [["00:00", "25:00"]] },
      { mon: [["allballs", "24:00"]] },
      { mon: [[null, null]] },
    ],
    ...[{ mon: [["09:00"]] }, { mon: [["09:00", "18:00", "19:00"]] }, { mon: [{ from: "09:00" }] }, { monday: [] }],
    ...[{ mon: Array(7).fill(["09:00", "18:00"]) }, { mon: [["09:00+02", "18:00"]] }, { mon: null }],
  ],
  time_zone: ["EST", "+05:00", "Foo/Bar5", "America/Nowhere", "<x>-3", "", "Etc/GMT+99", "America/New_York\u0000"],
  min_gap_minutes: ["NaN", -1, 43_201, "Infinity"],
  budget: ["NaN", -0.01, 1e12, "Infinity"],
  scheduled_at: ["infinity", "-infinity"],
  rate_limit_per_minute: [0, -1, 100_001, null],
  max_attempts: [0, 11, null],
  max_call_seconds: [9, 3601, null],
  max_recipients: [0, -1, 1_000_001],
  name: ["", " ", "x".repeat(121), null],
  campaign_type: ["spam", null],
  outreach_method: ["fax", null],
  description: ["x".repeat(2001)],
};
export const SETTINGS: Record<string, unknown[]> = {
  calling_hours: [null, ...(CAMPAIGN.calling_hours ?? [])],
  time_zone: [null, ...(CAMPAIGN.time_zone ?? [])],
  min_gap_minutes: ["NaN", -1, null],
  monthly_budget: ["NaN", -1],
  estimated_call_cost: ["NaN", 0, 0.00001, -1, null],
  max_contacts_per_24h: [0, 4, 1000],
  max_contacts_per_30d: [0, 31],
  call_concurrency: [-1, 10_001],
  inbound_lines: [-1],
  callback_number: ["call me", "+1", "0123456789"],
  booking_link: ["javascript:alert(1)", "https://"],
  default_country: ["usa", "U"],
};
export const CUSTOMER: Record<string, unknown[]> = {
  phone: ["2125550001", "+0123456789", "+1", "tel:+12125550001"],
  email: ["Anya@mail.test", "anya", "a b@mail.test", `${"x".repeat(320)}@mail.test`],
  time_zones: [["EST"], [null], Array(13).fill("UTC"), ["Foo/Bar5"]],
  region: ["Texas", "us-tx", "US-TEXAS"],
  tags: [Array(51).fill("x"), ["x".repeat(9000)], null],
  name: ["x".repeat(201)],
};

export const REFUSALS = ["23514", "23502", "22P02", "22003", "22P05", "22007", "22008"];
