import { describe, expect, it } from "vitest";
import { type ContactContent, callContent, MAX_SPOKEN } from "@/lib/core/call-content";

const CONTACT: ContactContent = {
  name: "Anya Nguyen",
  body: "Hi {name}, this is {agent_name}, an AI assistant of {business_name}.",
  voicemail: null,
  recording: "off",
  variables: {},
  agent_name: "Riley",
  business_name: "Bright Dental",
  booking_link: "https://bright.test/book",
  callback_number: "+12125550100",
  last_service: "a cleaning",
  last_contact_at: "2026-03-01T02:30:00+00:00",
  time_zone: "America/New_York",
};
const content = (change: Partial<ContactContent> = {}) => callContent({ ...CONTACT, ...change });
const FIXED = "Hi, this is Riley, the AI assistant of Bright Dental. ";
/** What is said of the owner's own words. */
const spoken = (change: Partial<ContactContent>) => {
  const made = content(change);
  if (!made.ok) throw new Error(made.missing.join());
  return made.firstMessage.replace(FIXED, "");
};

describe("what is said to a customer", () => {
  it("speaks of them by their given name", () => {
    expect(content()).toMatchObject({
      ok: true,
      firstMessage: "Hi Anya, this is Riley, an AI assistant of Bright Dental.",
      voicemail: null,
      added: { first: [], voicemail: [] },
    });
  });

  it("hands the assistant every value that there is, and no empty one", () => {
    expect(content({ last_contact_at: null, variables: { offer_code: " " } })).toMatchObject({
      values: {
        customer_name: "Anya",
        agent_name: "Riley",
        service_type: "a cleaning",
        business_name: "Bright Dental",
        callback_number: "212-555-0100",
        booking_link: "https://bright.test/book",
      },
    });
    expect(content({ last_contact_at: null, variables: { offer_code: " " } })).not.toMatchObject({
      values: { last_visit: expect.anything(), offer_code: expect.anything() },
    });
  });

  it("begins by saying who calls and that it is an AI, whatever was written", () => {
    expect(content({ body: "Hi {name}, we miss you.", voicemail: "Call us, {name}." })).toMatchObject({
      firstMessage: "Hi, this is Riley, the AI assistant of Bright Dental. Hi Anya, we miss you.",
      voicemail: "Hi, this is Riley, the AI assistant of Bright Dental. Call us, Anya.",
      added: {
        first: ["Hi, this is Riley, the AI assistant of Bright Dental."],
        voicemail: ["Hi, this is Riley, the AI assistant of Bright Dental."],
      },
    });
  });

  it("says behind its first sentence that it is recorded, and asks last where that has to be agreed to", () => {
    const words = { body: `${CONTACT.body} Shall we meet?`, voicemail: "Call us." };
    const opening = "Hi Anya, this is Riley, an AI assistant of Bright Dental.";
    expect(content({ ...words, recording: "announced" })).toMatchObject({
      firstMessage: `${opening} This call may be recorded. Shall we meet?`,
      voicemail: `${FIXED}Call us.`,
      added: { first: ["This call may be recorded."] },
    });
    expect(content({ ...words, recording: "asked" })).toMatchObject({
      firstMessage: `${opening} Shall we meet? One thing first: is it all right with you if this call is recorded?`,
    });
    for (const recording of ["off", "unkept"] as const)
      expect(content({ ...words, recording })).toMatchObject({ firstMessage: `${opening} Shall we meet?` });
    expect(content({ body: "We miss you", recording: "asked" })).toMatchObject({
      firstMessage: `${FIXED}We miss you. One thing first: is it all right with you if this call is recorded?`,
    });
  });

  it("is nothing where the business has no name", () => {
    expect(content({ business_name: " ", body: "Hi" })).toEqual({ ok: false, missing: ["{business_name}"] });
  });

  it("names the month of the last visit as the customer's own calendar has it", () => {
    expect(spoken({ body: "{last_visit}" })).toBe("February 2026");
    expect(spoken({ body: "{last_visit}", time_zone: "UTC" })).toBe("March 2026");
  });

  it("does without the zone where the runtime does not know it, and without a date that is none", () => {
    expect(spoken({ body: "{last_visit}", time_zone: "Mars/Olympus_Mons" })).toBe("March 2026");
    expect(content({ body: "{last_visit}", last_contact_at: "infinity" })).toEqual({
      ok: false,
      missing: ["{last_visit}"],
    });
    expect(content({ body: "{last_visit}", last_contact_at: null })).toEqual({ ok: false, missing: ["{last_visit}"] });
  });

  it("prefers what the campaign says to what the account and the last lead say", () => {
    const variables = { service_type: "whitening", booking_link: "https://offer.test" };
    expect(spoken({ body: "{service_type} {booking_link}", variables })).toBe("whitening https://offer.test");
    expect(spoken({ body: "{service_type} {booking_link}" })).toBe("a cleaning https://bright.test/book");
  });

  it("takes braces out of values: nobody's name is a template", () => {
    expect(spoken({ name: "{{agent_name}}", body: "Hi {name}!" })).toBe("Hi agent_name!");
    expect(content({ name: "{{agent_name}}" })).toMatchObject({ values: { customer_name: "agent_name" } });
    expect(spoken({ name: "{}", body: "Hi {name}!" })).toBe("Hi there!");
  });

  it("names what is missing in the script and in the voicemail message", () => {
    expect(content({ body: "{promotion}", voicemail: "{offer_code} {promotion}" })).toEqual({
      ok: false,
      missing: ["{promotion}", "{offer_code}", "{promotion}"],
    });
  });

  it("refuses what is longer than can be spoken, and takes the longest that can", () => {
    const longest = "a".repeat(MAX_SPOKEN - FIXED.length);
    expect(content({ body: longest })).toMatchObject({ ok: true, firstMessage: FIXED + longest });
    expect(content({ body: `${longest}a` })).toMatchObject({ ok: false });
    expect(content({ voicemail: `${longest}a` })).toMatchObject({ ok: false });
  });

  it("leaves a filled-in message on an answering machine", () => {
    expect(content({ voicemail: "{business_name} called, {name}." })).toMatchObject({
      voicemail: `${FIXED}Bright Dental called, Anya.`,
    });
  });
});
