import { describe, expect, it } from "vitest";
import { type MessageToWrite, writeMessage } from "@/lib/core/message-content";

const contact: MessageToWrite = {
  ...{
    channel: "sms",
    subject: null,
    preview_text: null,
    body: "Hi {name}, book: https://a.test/b?c=1&d=2",
    is_first: true,
  },
  ...{ name: "Dana Number", last_contact_at: null, time_zone: "America/New_York", variables: {} },
  ...{
    agent_name: "Riley",
    business_name: "Bright Dental",
    booking_link: null,
    callback_number: null,
    last_service: null,
  },
};
const linkFor = (index: number) => `https://app.test/l/${index}`;
const write = (change: Partial<MessageToWrite>) => {
  const written = writeMessage({ ...contact, ...change }, linkFor);
  if (!written.ok) throw new Error(`not written: ${written.missing}`);
  return written.message;
};
const email = { channel: "email" as const, subject: "{name}, come back", preview_text: "From {business_name}" };

describe("A message", () => {
  it("is filled in, and its links lead through us, each kept exactly", () => {
    const { body, links, segments } = write({});
    expect(links).toEqual(["https://a.test/b?c=1&d=2"]);
    expect(body).toContain("Hi Dana");
    expect(body).toContain("https://app.test/l/0");
    expect(body).not.toContain("a.test");
    expect(segments).toBeGreaterThan(0);
  });

  it("by text says how to opt out in the first, and need not in the next", () => {
    expect(write({ is_first: true }).body).toMatch(/STOP/);
    expect(write({ is_first: false }).body).not.toMatch(/STOP/);
  });

  it("by email has a subject and a preview, the same words each time", () => {
    const message = write(email);
    expect(message).toMatchObject({ subject: "Dana, come back", previewText: "From Bright Dental", segments: null });
    expect(message.links).toEqual(["https://a.test/b?c=1&d=2"]);
    expect(write(email)).toEqual(message);
  });

  it.each([
    ["a text", { body: "Hi {name}: {promotion}" }, ["{promotion}"]],
    ["an email", { ...email, body: "{offer_code}" }, ["{offer_code}"]],
    ["a subject", { ...email, subject: "{promotion}" }, ["{promotion}"]],
    ["an email without a subject", { ...email, subject: null }, ["subject"]],
  ])("that lacks something is not written at all: %s", (_, change, missing) => {
    expect(writeMessage({ ...contact, ...change }, linkFor)).toEqual({ ok: false, missing });
  });

  it("of emoji and 1,600 signs is written, and longer ones are not cut in silence", () => {
    const long = writeMessage({ ...contact, is_first: false, body: `🎉${"é".repeat(1500)}` }, linkFor);
    expect(long.ok && long.message.body).toContain("🎉");
    expect(long.ok && (long.message.segments ?? 0)).toBeGreaterThan(15);
  });
});
