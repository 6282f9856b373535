import { describe, expect, it } from "vitest";
import { basisOf, channelsOf, purposeOf, saysYes } from "@/lib/core/leads/consent-words";
import { meaningOf } from "@/lib/core/leads/fields";
import { recogniseColumns } from "@/lib/core/leads/recognise-columns";
import { toLead } from "@/lib/core/leads/to-lead";
import { zoneClock } from "@/lib/core/leads/zoned-time";

const NOW = new Date("2026-11-21T12:00:00Z");
const WORDING = "I agree to calls with offers from Bright Smiles, also by an AI voice.";
const WHOLE = {
  "Call consent": "yes",
  "Consent type": "signed form",
  "Consent date": "3/14/2025",
  "Consent wording": WORDING,
};

function read(cells: Record<string, string>) {
  const row = { Phone: "(279) 555-0178", ...cells };
  const context = {
    columns: recogniseColumns(Object.keys(row)),
    country: "US" as const,
    dateOrder: "mdy" as const,
    clock: zoneClock("America/New_York"),
    now: NOW,
  };
  const result = toLead(7, Object.values(row), context);
  if (result.kind !== "lead") throw new Error(result.kind);
  return result;
}
function consentOf(cells: Record<string, string>) {
  const { consent, warnings } = read(cells);
  if (consent.kind !== "given") return consent.kind;
  const [first] = consent.consents;
  return { ...consent, basis: first?.basis ?? null, channels: consent.consents.map((one) => one.channel), warnings };
}

describe("a column about consent", () => {
  it.each([
    ["Consent", "consent"],
    ["Opt-in", "consent"],
    ["Marketing consent", "consent"],
    ["SMS opt-in", "consent_sms"],
    ["Accepts SMS Marketing", "consent_sms"],
    ["Email consent", "consent_email"],
    ["Accepts Email Marketing", "consent_email"],
    ["Phone opt-in", "consent_call"],
    ["Consent to calls", "consent_call"],
    ["Consent channel", "consent_channel"],
    ["Consent type", "consent_basis"],
    ["Consent text", "consent_wording"],
    ["Consent version", "consent_version"],
    ["Opt-in date", "consent_date"],
    ["consent_obtained_at", "consent_date"],
    ["OPTIN_TIME", "consent_date"],
    ["Consent source", "consent_source"],
    ["Consent URL", "consent_evidence"],
    ["Proof of consent", "consent_evidence"],
  ])("«%s» is known as %s", (header, field) => expect(meaningOf(header)?.field).toBe(field));

  it.each(["Phone consent date", "Unsubscribed", "Do not call", "Agreement number", "Text"])("«%s» is none", (header) =>
    expect(meaningOf(header)?.field ?? "").not.toMatch(/^consent/),
  );
});

describe("the words of a cell", () => {
  it.each<[string, boolean | null]>([
    ["Yes", true],
    ["TRUE", true],
    ["x", true],
    ["✓", true],
    ["Opted in", true],
    ["No", false],
    ["0", false],
    ["declined", false],
    ["pending", null],
    ["maybe", null],
    ["yes but no calls", null],
  ])("«%s» says %s", (text, answer) => expect(saysYes(text)).toBe(answer));

  it.each([
    ["signed", "express_written"],
    ["Express written consent", "express_written"],
    ["E-signature (DocuSign)", "express_written"],
    ["not signed", "express"],
    ["unsigned paper form", "express"],
    ["no written consent", "express"],
    ["verbal", "express"],
    ["web form", "express"],
    ["Express", "express"],
    ["existing customer", "existing_customer"],
    ["implied", "existing_customer"],
  ])("«%s» is an agreement that is %s", (text, basis) => expect(basisOf(text)).toBe(basis));

  it.each<[string, string[] | null]>([
    ["Phone, SMS", ["call", "sms"]],
    ["calls and texts", ["call", "sms"]],
    ["All channels", ["all"]],
    ["phone/email/text", ["all"]],
    ["WhatsApp", null],
    ["phone, fax", null],
  ])("«%s» is about %s", (text, channels) => expect(channelsOf(text)).toEqual(channels));

  it("is for offers unless it speaks of service alone", () => {
    expect(purposeOf("Calls with offers and reminders")).toBe("marketing");
    expect(purposeOf("Appointment reminders")).toBe("informational");
    expect(purposeOf("")).toBe("marketing");
  });
});

describe("what a row proves", () => {
  it("is an agreement in writing when it is called so, dated, and has its words", () => {
    expect(read(WHOLE).consent).toEqual({
      kind: "given",
      ends: [],
      lacks: [],
      consents: [
        {
          channel: "call",
          basis: "express_written",
          purpose: "marketing",
          wording: WORDING,
          wording_version: null,
          at: new Date("2025-03-14T04:00:00Z"),
          method: "signed form",
          reference: null,
        },
      ],
    });
  });

  it.each<[string, Record<string, string>, object]>([
    ["a bare yes", { "Call consent": "yes" }, { basis: "express", lacks: ["basis", "wording", "date"] }],
    ["no word of writing", { ...WHOLE, "Consent type": "" }, { basis: "express", lacks: ["basis"] }],
    ["a web form", { ...WHOLE, "Consent type": "web form" }, { basis: "express", lacks: ["basis"] }],
    ["no date", { ...WHOLE, "Consent date": "" }, { basis: "express", lacks: ["date"] }],
    ["a date to come", { ...WHOLE, "Consent date": "3/14/2027" }, { basis: "express", lacks: ["date"] }],
    ["a date of no calendar", { ...WHOLE, "Consent date": "soon" }, { basis: "express", lacks: ["date"] }],
    ["no words", { ...WHOLE, "Consent wording": "" }, { basis: "express", lacks: ["wording"] }],
    [
      "a version for the words",
      { ...WHOLE, "Consent wording": "", "Consent version": "2025-01" },
      { basis: "express_written", lacks: [] },
    ],
    ["only a customer", { "Call consent": "yes", "Consent type": "existing customer" }, { basis: "existing_customer" }],
    [
      "nothing to what",
      { Consent: "yes", "Consent type": "signed", "Consent date": "3/14/2025" },
      { basis: null, lacks: ["channel"] },
    ],
    [
      "a channel in the words",
      { ...WHOLE, "Call consent": "", Consent: "yes" },
      { channels: ["call"], basis: "express_written" },
    ],
    ["two channels", { Consent: "yes", "Consent channel": "calls, texts" }, { channels: ["call", "sms"] }],
    ["yes to one, no to another", { "SMS opt-in": "yes", "Call consent": "no" }, { channels: ["sms"] }],
    ["an answer that is none", { "Call consent": "perhaps" }, { basis: null, lacks: ["answer"] }],
    [
      "a dated form without a yes",
      { "Consent date": "3/14/2025", "Consent type": "signed", "Consent wording": WORDING },
      { basis: "express_written" },
    ],
  ])("with %s is no more than that", (_name, cells, judged) => expect(consentOf(cells)).toMatchObject(judged));

  it("is nothing with a no, whatever stands beside it, or without an answer", () => {
    expect(consentOf({ ...WHOLE, "Call consent": "no" })).toBe("declined");
    expect(consentOf({ ...WHOLE, "Call consent": "unsubscribed" })).toBe("declined");
    expect(consentOf({ ...WHOLE, "Call consent": "" })).toBe("none");
    expect(consentOf({ ...WHOLE, "Call consent": "", Consent: "yes", "Email consent": "no" })).toBe("declined");
    expect(consentOf({ Stylist: "Sam" })).toBe("none");
  });

  it("warns of what is called written and is not proved, and keeps every cell with the lead", () => {
    const { warnings, lead } = read({ ...WHOLE, "Consent date": "" });
    expect(warnings).toEqual([
      {
        row: 7,
        column: "Consent type",
        code: "consent_incomplete",
        reason: "It is called written, but the date is missing; it counts as one that was said.",
      },
    ]);
    expect(lead.data.columns).toMatchObject({ "Call consent": "yes", "Consent wording": WORDING });
  });
});
