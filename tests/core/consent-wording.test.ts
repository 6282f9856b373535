import { describe, expect, it } from "vitest";
import { consentWords, maskedNumber, readConsentForm } from "@/lib/core/consent-wording";
import { parseEmail } from "@/lib/core/email-content";
import { writeMessage } from "@/lib/core/message-content";
import { CONSENT_EMAIL } from "@/lib/core/message-examples";

const form = (fields: Record<string, string>) => readConsentForm((name) => fields[name] ?? null);

describe("the words of a written consent", () => {
  it("name the seller, the number in part, marketing, an AI's voice, and that nothing depends on it", () => {
    const words = consentWords({ business_name: " Bright $& Smiles ", phone: "+12125550123" });
    expect(words?.version).toBe("calls-2026-11");
    for (const part of [
      "Bright $& Smiles",
      "(•••) •••-0123",
      "marketing",
      "artificial",
      "AI",
      "do not have to agree",
      "take it back",
    ])
      expect(words?.text).toContain(part);
    expect(words?.text).not.toMatch(/[{}]|212/);
  });

  it("are none without a seller or a number", () => {
    expect(consentWords({ business_name: " ", phone: "+12125550123" })).toBeNull();
    expect(consentWords({ business_name: "Bright", phone: null })).toBeNull();
    expect(maskedNumber("+4930901820")).toBe("••• 1820");
  });

  it.each<[Record<string, string>, object | null]>([
    [
      { answer: "agree", agreed: "yes", shown: "x" },
      { kind: "agree", shown: "x" },
    ],
    [{ answer: "agree", shown: "x" }, null],
    [{ answer: "agree", agreed: "yes" }, null],
    [{ answer: "withdraw" }, { kind: "withdraw" }],
    [{}, null],
    [{ "List-Unsubscribe": "One-Click" }, null],
  ])("a form of %j asks for %j", (fields, asked) => expect(form(fields)).toEqual(asked));
});

describe("an email that asks for it", () => {
  const contact = {
    ...{
      channel: "email" as const,
      name: "Ann Lee",
      variables: {},
      agent_name: "Ava",
      business_name: "Bright",
      is_first: true,
    },
    ...{ booking_link: null, callback_number: null, last_service: null, last_contact_at: null, time_zone: "UTC" },
    ...{ subject: CONSENT_EMAIL.subject, preview_text: CONSENT_EMAIL.preview_text, body: CONSENT_EMAIL.body },
  };
  it("has the link as its button", () => {
    const { blocks } = parseEmail({ subject: "x", previewText: null, body: CONSENT_EMAIL.body });
    expect(blocks).toContainEqual({ kind: "button", label: "Read and agree", target: "{consent_link}", index: 0 });
    const written = writeMessage({ ...contact, consent_link: "https://app.test/c/x" }, (_, target) => target);
    expect(written).toMatchObject({ ok: true, message: { links: ["https://app.test/c/x"] } });
  });

  it("is not written for whoever has no link", () => {
    expect(writeMessage(contact, (_, target) => target)).toEqual({ ok: false, missing: ["{consent_link}"] });
  });
});
