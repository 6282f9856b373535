import { describe, expect, it } from "vitest";
import { type LaunchInput, type LaunchStep, launchChecks, needsCounting } from "@/lib/core/launch-checks";
import { CALL, EMAIL, READY, SMS } from "./launch-input";

const input = (change: Partial<LaunchInput>): LaunchInput => ({ ...READY, ...change });
const found = (change: Partial<LaunchInput>) =>
  launchChecks(input(change)).map(({ code, field, blocking }) => `${code} ${field}${blocking ? "" : " (warning)"}`);
const settings = (change: Partial<LaunchInput["settings"]>) => ({ settings: { ...READY.settings, ...change } });
const email = (change: Partial<LaunchStep> = {}) => ({ method: "email", steps: [{ ...EMAIL, ...change }] });
const sms = (change: Partial<LaunchStep> = {}) => ({ method: "sms", steps: [{ ...SMS, ...change }] });
const later = (step: LaunchStep, change: Partial<LaunchStep> = {}) => ({
  ...step,
  ...{ wait_minutes: 1440, condition: "not_reached", ...change },
});
const multi = (...steps: LaunchStep[]) => ({ method: "multi", steps });
const variant = (change: Partial<LaunchStep["variants"][number]> = {}): LaunchStep["variants"][number] => ({
  ...{ name: "B", weight: 50, subject: "Hello", preview_text: null, body: "Come by.", voicemail: null },
  ...change,
});
const people = (number: number, change = {}) => {
  const known = { people: number, customer_name: 0, last_visit: 0, service_type: 0, ...change };
  return { missing: { phone: known, email: known } };
};

describe("before an email campaign", () => {
  it("nothing stands in the way when all is there, and no line or phone is asked for", () => {
    expect(found(email())).toEqual([]);
    const agent = { name: "Riley", assistantId: null, phoneNumberId: null };
    const none = { call: false, email: true, sms: false };
    expect(found({ ...email(), agent, configured: none, ...settings({ lines: 0, callbackNumber: null }) })).toEqual([]);
  });

  it.each<[string, Partial<LaunchInput>]>([
    ["no_message message_template", { method: "email", steps: [] }],
    ["email_not_configured outreach_method", { configured: { call: true, email: false, sms: true } }],
    ["no_email_sender email_sender", settings({ emailSender: null })],
    ["email_sender_unusable email_sender", settings({ emailSender: "bright@nowhere" })],
    ["email_sender_unusable email_sender", settings({ emailSender: "bright.dental@gmail.com" })],
    ["no_postal_address postal_address", settings({ postalAddress: " " })],
    ["no_agent agent_id", { agent: null }],
    ["no_subject subject", email({ subject: null })],
    ["no_subject subject", email({ subject: " " })],
    ["no_message message_template", email({ body: "" })],
    ["unknown_variable subject", email({ subject: "Hi {nme}" })],
    ["unknown_variable preview_text", email({ preview_text: "Hi {nme}" })],
    ["stray_brace message_template", email({ body: "Hi {" })],
    ["empty_variable subject", email({ subject: "{promotion} for you" })],
    ["empty_variable message_template", email({ body: "[Book]({booking_link})" })],
    ["bad_link message_template", email({ body: "[Book](javascript:alert)" })],
    ["long_subject subject (warning)", email({ subject: "x".repeat(61) })],
  ])("it names %s", (problem, change) => {
    expect(found({ ...email(), ...change })).toEqual([problem]);
  });

  it("hours are asked for only where emails keep to them", () => {
    const closed = { ...email(), campaignHours: {} };
    expect(found(closed)).toEqual([]);
    expect(found({ ...closed, ...settings({ emailWithinHours: true }) })).toEqual(["no_open_hours calling_hours"]);
  });
});

describe("before text messages", () => {
  it.each<[string, Partial<LaunchInput>]>([
    ["sms_not_configured outreach_method", { configured: { call: true, email: true, sms: false } }],
    ["no_sms_sender sms_sender", settings({ smsSender: null })],
    ["no_message message_template", sms({ body: " " })],
    ["unknown_variable message_template", sms({ body: `${SMS.body} {nme}` })],
    ["no_opt_out message_template (warning)", sms({ body: "{business_name}: call us." })],
    ["no_business_name message_template", sms({ body: "Call us. Reply STOP to opt out." })],
    ["link_shortener message_template (warning)", sms({ body: `${SMS.body} https://bit.ly/x` })],
    ["many_segments message_template (warning)", sms({ body: SMS.body + "a".repeat(690) })],
    ["no_open_hours calling_hours", { campaignHours: {} }],
  ])("it names %s", (problem, change) => {
    expect(found({ ...sms(), ...change })).toEqual([problem]);
  });

  it("says as how many texts a long one is sent", () => {
    const [check] = launchChecks(input(sms({ body: SMS.body + "a".repeat(690) })));
    expect(check?.message).toBe("The text message is sent as 5 texts, and each is paid for.");
  });
});

describe("before a sequence", () => {
  const GOOD = multi(CALL, later(SMS, { wait_minutes: 240 }), later(EMAIL, { condition: "no_response" }));

  it("nothing stands in the way of touches that can all come true", () => {
    expect(found(GOOD)).toEqual([]);
    expect(found(multi(EMAIL, later(CALL, { condition: "clicked", wait_minutes: 2880 })))).toEqual([]);
  });

  it.each<[string, Partial<LaunchInput>]>([
    ["no_steps steps", multi()],
    ["first_touch_waits steps.0.condition", multi(later(CALL), later(SMS))],
    ["no_script steps.1.body", multi(SMS, later(CALL, { body: "" }))],
    ["no_subject steps.1.subject", multi(CALL, later(EMAIL, { subject: null }))],
    ["nothing_to_click steps.1.condition", multi(CALL, later(CALL, { condition: "clicked" }))],
    ["nothing_to_click steps.1.condition", multi(SMS, later(CALL, { condition: "clicked" }))],
    [
      "no_time_to_click steps.1.wait_minutes (warning)",
      multi(EMAIL, later(CALL, { condition: "clicked", wait_minutes: 0 })),
    ],
    ["follows_at_once steps.1.wait_minutes (warning)", multi(EMAIL, later(CALL, { wait_minutes: 30 }))],
    ["follows_at_once steps.1.wait_minutes (warning)", multi(CALL, later(SMS, { wait_minutes: 0 }))],
    ["method_steps outreach_method", { method: "call", steps: [CALL, later(SMS)] }],
  ])("it names %s", (problem, change) => {
    expect(found(change)).toEqual([problem]);
  });

  it("each thing is told with the touch and the variant that it is about", () => {
    const steps = [CALL, later(EMAIL, { variants: [variant({ body: "Hi {nme}" })] })];
    expect(launchChecks(input(multi(...steps))).map(({ message }) => message)).toEqual([
      "Touch 2: the email of variant B uses {nme}, which is no known variable. Correct or remove it.",
    ]);
    expect(found(multi(...steps))).toEqual(["unknown_variable steps.1.variants.0.body"]);
  });
});

describe("before a comparison", () => {
  it("variants that say the same, or get too few people, are told", () => {
    const same = { ...email({ variants: [variant({ subject: EMAIL.subject, body: EMAIL.body })] }), ...people(1000) };
    expect(found(same)).toEqual(["same_variant steps.0.variants.0.body (warning)"]);
    const few = { ...email({ variants: [variant()] }), ...people(90) };
    expect(found(few)).toEqual(["too_few_to_compare steps.0.variants (warning)"]);
  });

  it("so is a holdout from which nothing can be learnt", () => {
    expect(found({ holdoutPercent: 10, ...people(499) })).toEqual(["small_holdout holdout_percent (warning)"]);
    expect(found({ holdoutPercent: 10, ...people(500) })).toEqual([]);
  });
});

describe("values that some customers lack", () => {
  it("are counted for those who can be reached", () => {
    const body = `${CALL.body} {service_type}, {last_visit|lately}`;
    const call = { steps: [{ ...CALL, body }], ...people(412, { service_type: 14, last_visit: 9, customer_name: 2 }) };
    expect(launchChecks(input(call)).map(({ message }) => message)).toEqual([
      "The script uses the name, which is empty for 2 of 412 customers: they read “there”.",
      "The script uses {service_type}, which is empty for 14 of 412 customers: they would be skipped. Add words for them, such as {service_type|your visit}.",
    ]);
    expect(found({ ...call, variables: { service_type: "a cut" } })).toEqual([
      "no_name_for_some call_script (warning)",
    ]);
  });

  it("keep a campaign from starting when nobody has them", () => {
    const all = { steps: [{ ...CALL, body: `${CALL.body} {service_type}` }], ...people(5, { service_type: 5 }) };
    expect(found(all)).toEqual(["empty_for_all call_script"]);
  });

  it("are counted only where a text or a comparison needs them", () => {
    expect(needsCounting(READY)).toBe(true);
    expect(needsCounting(input(sms()))).toBe(false);
    expect(needsCounting(input({ ...sms(), holdoutPercent: 5 }))).toBe(true);
    expect(needsCounting(input(sms({ variants: [variant()] })))).toBe(true);
    expect(needsCounting(input(email({ subject: "{service_type}", body: "x" })))).toBe(true);
  });
});
