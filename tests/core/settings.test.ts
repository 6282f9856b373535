import { describe, expect, it } from "vitest";
import { CreateAgent, DEFAULT_SETTINGS, PatchAgent, SettingsInput, settingsView } from "@/lib/core/settings";

const refused = (input: object) => SettingsInput.safeParse(input).error?.issues.map(({ path }) => path.join("."));

describe("a change of settings", () => {
  it("takes any part, and nothing is set by being left out", () => {
    expect(SettingsInput.parse({ inbound_lines: 3 })).toEqual({ inbound_lines: 3 });
    expect(SettingsInput.parse({})).toEqual({});
  });

  it("takes empty text for none", () => {
    const empty = { business_name: " ", callback_number: "", postal_address: "", booking_link: "" };
    expect(Object.values(SettingsInput.parse(empty))).toEqual([null, null, null, null]);
  });

  it("is no looser than the law and the table", () => {
    expect(refused({ max_contacts_per_24h: 4 })).toEqual(["max_contacts_per_24h"]);
    expect(refused({ max_contacts_per_30d: 31 })).toEqual(["max_contacts_per_30d"]);
    expect(refused({ max_contacts_per_24h: 0 })).toEqual(["max_contacts_per_24h"]);
    expect(refused({ min_gap_minutes: -1, inbound_lines: 1.5, monthly_budget: 1.234 })).toEqual([
      "min_gap_minutes",
      "inbound_lines",
      "monthly_budget",
    ]);
  });

  it("takes senders in the spelling people use, and refuses what is no address", () => {
    const senders = { email_sender: " hello@salon.com ", email_reply_to: "", sms_sender: "" };
    expect(SettingsInput.parse(senders)).toEqual({
      email_sender: "hello@salon.com",
      email_reply_to: null,
      sms_sender: null,
    });
    for (const address of ["hello", "hello@salon", "Ana <a@b.co>", "a b@c.de", 'a"b@c.de'])
      expect(refused({ email_sender: address })).toEqual(["email_sender"]);
    expect(refused({ attribution_days: 91, estimated_sms_cost: -1, estimated_email_cost: 0.00001 })).toEqual([
      ...["estimated_sms_cost", "estimated_email_cost", "attribution_days"],
    ]);
  });

  it("refuses links that can't be opened, unknown zones, and fields that there are not", () => {
    expect(refused({ booking_link: "javascript:alert(1)" })).toEqual(["booking_link"]);
    expect(refused({ booking_link: "https://salon.com/a b" })).toEqual(["booking_link"]);
    expect(refused({ time_zone: "Mars/Olympus" })).toEqual(["time_zone"]);
    expect(refused({ user_id: "somebody" })).toEqual([""]);
  });

  it("shows the defaults where there is no row, and a row without what is not for the API", () => {
    expect(settingsView(null)).toEqual(DEFAULT_SETTINGS);
    const row = { ...DEFAULT_SETTINGS, inbound_lines: 5, user_id: "x", created_at: "now" };
    expect(settingsView(row)).toEqual({ ...DEFAULT_SETTINGS, inbound_lines: 5 });
  });
});

describe("an agent", () => {
  const ID = "5f1a7c1e-3d0b-4c53-9a5e-6f2b7d8c9e10";
  it("has a name and ids as Vapi writes them", () => {
    expect(CreateAgent.parse({ name: " Ava ", vapi_assistant_id: ` ${ID} ` })).toEqual({
      name: "Ava",
      vapi_assistant_id: ID,
    });
    expect(CreateAgent.safeParse({ name: "" }).success).toBe(false);
    expect(PatchAgent.safeParse({ vapi_assistant_id: "ava" }).success).toBe(false);
    expect(PatchAgent.parse({ vapi_phone_number_id: "" })).toEqual({ vapi_phone_number_id: null });
  });

  it("is not changed by nothing, and its secret can't be set", () => {
    expect(PatchAgent.safeParse({}).success).toBe(false);
    expect(PatchAgent.safeParse({ name: "Ava", api_secret: "x" }).success).toBe(false);
  });
});
