import type { LaunchInput, LaunchStep } from "@/lib/core/launch-checks";

const NOTHING = {
  subject: null,
  preview_text: null,
  voicemail: null,
  wait_minutes: 0,
  condition: "always",
  variants: [],
};

export const CALL: LaunchStep = {
  ...NOTHING,
  channel: "call",
  body: "Hi {name}, this is {agent_name}, an AI assistant of {business_name}.",
};
export const EMAIL: LaunchStep = {
  ...NOTHING,
  channel: "email",
  subject: "We miss you, {name}",
  body: "Hi {name},\n\n[Book a time](https://bright.test/book)",
};
export const SMS: LaunchStep = {
  ...NOTHING,
  channel: "sms",
  body: "{business_name}: time for a visit? Call us. Reply STOP to opt out.",
};

/** A campaign of calls that lacks nothing, in an account that has all three channels. */
export const READY: LaunchInput = {
  method: "call",
  campaignType: "winback",
  purpose: "marketing",
  gap: null,
  steps: [CALL],
  agent: { name: "Riley", assistantId: "assistant", phoneNumberId: "number" },
  variables: {},
  settings: {
    businessName: "Bright Dental",
    callbackNumber: "+12125550100",
    bookingLink: null,
    postalAddress: "1 Main St, New York",
    emailSender: "hello@bright.test",
    smsSender: "+12125550101",
    emailWithinHours: false,
    recording: "announced",
    hours: { mon: [["09:00", "18:00"]] },
    lines: 8,
  },
  exceptions: [],
  timeZone: "America/New_York",
  campaignHours: null,
  holdoutPercent: 0,
  startsAt: null,
  now: new Date("2026-11-23T17:00:00Z"),
  configured: { call: true, email: true, sms: true },
  purposeWithinSeconds: 10,
  lists: null,
  missing: null,
};

/** The same with its one call changed. */
export const step = (change: Partial<LaunchStep>) => ({ steps: [{ ...CALL, ...change }] });
