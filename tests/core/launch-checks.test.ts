import { describe, expect, it } from "vitest";
import { hoursOverlap } from "@/lib/core/launch/business-checks";
import { type LaunchInput, launchChecks } from "@/lib/core/launch-checks";
import { READY, step } from "./launch-input";

const SCRIPT = READY.steps[0]?.body ?? "";
const VOICEMAIL = "Call us at {callback_number}. If you want no more calls, tell us there.";
const VARIANT = { name: "B" as const, weight: 50, subject: null, preview_text: null, voicemail: null };
const settings = (change: Partial<LaunchInput["settings"]>) => ({ settings: { ...READY.settings, ...change } });
const agent = (change: Partial<NonNullable<LaunchInput["agent"]>>) => ({
  agent: { name: "Riley", assistantId: "assistant", phoneNumberId: "number", ...change },
});
const found = (change: Partial<LaunchInput>) =>
  launchChecks({ ...READY, ...change }).map(
    ({ code, field, blocking }) => `${code} ${field}${blocking ? "" : " (warning)"}`,
  );

describe("before a launch", () => {
  it("nothing stands in the way of a campaign that has all it needs", () => {
    expect(found({})).toEqual([]);
  });

  it.each<[string, Partial<LaunchInput>]>([
    ["no_script call_script", { steps: [] }],
    ["method_steps outreach_method", { method: "sms" }],
    ["voice_not_configured outreach_method", { configured: { call: false, email: true, sms: true } }],
    ["no_agent agent_id", { agent: null }],
    ["agent_without_assistant agent_id", agent({ assistantId: null })],
    ["agent_without_assistant agent_id", agent({ assistantId: "" })],
    ["agent_without_number agent_id", agent({ phoneNumberId: null })],
    ["unknown_variable call_script", step({ body: `${SCRIPT} {discount}` })],
    ["unknown_variable call_script", step({ body: `${SCRIPT} {constructor}` })],
    ["unknown_variable voicemail_message", step({ voicemail: `${VOICEMAIL} {discount}` })],
    ["voicemail_number voicemail_message", step({ voicemail: "We miss you. To opt out, call us." })],
    ["voicemail_opt_out voicemail_message", step({ voicemail: "Call us back at {callback_number}." })],
    ["denies_ai call_script", step({ body: `${SCRIPT} Just kidding, I am a real person.` })],
    ["denies_ai voicemail_message", step({ voicemail: `${VOICEMAIL} This is not a recording.` })],
    [
      "denies_ai steps.0.variants.0.body",
      step({ variants: [{ ...VARIANT, body: `${SCRIPT} I'm not a robot. Shall we meet?` }] }),
    ],
    [
      "denies_ai variables",
      { ...step({ body: `${SCRIPT} {promotion}!` }), variables: { promotion: "20% off. And I'm human" } },
    ],
    ["stray_brace call_script", step({ body: `${SCRIPT} {` })],
    ["empty_variable call_script", step({ body: `${SCRIPT} {promotion}` })],
    ["empty_variable call_script", step({ body: `${SCRIPT} {offer_code}` })],
    ["empty_variable call_script", step({ body: `${SCRIPT} {booking_link}` })],
    ["empty_variable voicemail_message", step({ voicemail: `${VOICEMAIL} {promotion}` })],
    ["too_long call_script", step({ body: SCRIPT + "a".repeat(1000) })],
    ["too_long voicemail_message", step({ voicemail: VOICEMAIL + "a".repeat(950) })],
    ["no_free_line call_concurrency", settings({ lines: 0 })],
    ["no_open_hours calling_hours", { campaignHours: { tue: [["09:00", "18:00"]] } }],
    ["no_open_hours calling_hours", { campaignHours: {} }],
    ["time_passed scheduled_at (warning)", { startsAt: "2026-11-23T17:00:00Z" }],
    ["too_long call_script", step({ body: "a".repeat(970) })],
    ["late_purpose call_script (warning)", step({ body: `${SCRIPT} ${"How are you today? ".repeat(6)}We miss you.` })],
    ["no_callback_number callback_number", settings({ callbackNumber: null })],
  ])("names %s", (problem, change) => {
    expect(found(change)).toEqual([problem]);
  });

  it("names a missing business name once, where it is entered", () => {
    expect(found(settings({ businessName: null }))).toEqual(["no_business_name business_name"]);
  });

  it("finds no fault with a variable that has a value, or words for when it has none", () => {
    const body = `${SCRIPT} {promotion} {offer_code|no code} {booking_link} {last_visit} {service_type}`;
    expect(
      found({
        ...step({ body }),
        variables: { promotion: "20% off" },
        ...settings({ bookingLink: "https://bright.test/book" }),
      }),
    ).toEqual([]);
  });

  it("says what to do in a sentence, and quotes the script as it was written", () => {
    const checks = launchChecks({ ...READY, ...step({ body: `${SCRIPT} {Discount}` }), agent: null });
    expect(checks.map((check) => check.message).join(" ")).toContain("{Discount}");
    for (const check of checks) expect(check.message).toMatch(/\.$/);
  });

  it("quotes the words that deny that an AI speaks, and no others", () => {
    const [check] = launchChecks({ ...READY, ...step({ body: `${SCRIPT} I'm a person. We miss you.` }) });
    expect(check).toMatchObject({
      blocking: true,
      message:
        "The script denies that an AI speaks: “I'm a person.” Remove these words: whoever is called has to know who speaks.",
    });
  });

  it("asks nobody to write what is always said first", () => {
    expect(found(step({ body: "We miss you.", voicemail: VOICEMAIL }))).toEqual([]);
  });
});

describe("two sets of hours", () => {
  it("share a moment when windows of a day overlap", () => {
    expect(hoursOverlap({ mon: [["09:00", "12:00"]] }, { mon: [["11:59", "13:00"]] })).toBe(true);
    expect(hoursOverlap({ mon: [["09:00", "12:00"]] }, { mon: [["12:00", "13:00"]] })).toBe(false);
    expect(hoursOverlap({ mon: [["09:00", "12:00"]] }, { tue: [["09:00", "12:00"]] })).toBe(false);
  });

  it("are always open where there are none", () => {
    expect(hoursOverlap(null, null)).toBe(true);
    expect(hoursOverlap(null, { sun: [["00:00", "24:00"]] })).toBe(true);
    expect(hoursOverlap(null, {})).toBe(false);
  });
});
