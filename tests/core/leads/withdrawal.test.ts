import { describe, expect, it } from "vitest";
import { recogniseColumns } from "@/lib/core/leads/recognise-columns";
import { toLead } from "@/lib/core/leads/to-lead";
import { takesBack } from "@/lib/core/leads/withdrawal-words";
import { zoneClock } from "@/lib/core/leads/zoned-time";

function read(cells: Record<string, string>) {
  const row = { Phone: "(279) 555-0178", ...cells };
  const context = {
    columns: recogniseColumns(Object.keys(row)),
    country: "US" as const,
    dateOrder: "mdy" as const,
    clock: zoneClock("America/New_York"),
    now: new Date("2026-11-21T12:00:00Z"),
  };
  const result = toLead(7, Object.values(row), context);
  if (result.kind !== "lead") throw new Error(result.kind);
  return result.consent;
}
const channelsGiven = (cells: Record<string, string>) => {
  const consent = read(cells);
  return consent.kind === "given" ? consent.consents.map(({ channel }) => channel) : consent.kind;
};

describe("the words of a cell", () => {
  it.each<[string, string[], string]>([
    ["Revoked", [], "all"],
    ["withdrawn", [], "all"],
    ["Opted-out", [], "all"],
    ["opted out on 3/14/2025", [], "all"],
    ["Revoked 2025-03-14T10:00:00Z", [], "all"],
    ["STOP", [], "all"],
    ["Do not contact", [], "all"],
    ["widerrufen am 14.03.2025", [], "all"],
    ["Revocado", [], "all"],
    ["dado de baja", [], "all"],
    ["Unsubscribed", [], "email"],
    ["abgemeldet", [], "email"],
    ["DNC", ["call"], "all"],
    ["Do Not Call", ["call"], "all"],
    ["Don't call", ["call"], "all"],
    ["nicht anrufen", ["call"], "all"],
    ["No llamar", ["call"], "all"],
    ["do not text", ["sms"], "all"],
    ["Do not e-mail", ["email"], "all"],
    ["opted out of texts", ["sms"], "all"],
    ["unsubscribed from calls and texts", ["call", "sms"], "email"],
  ])("«%s» take back an agreement over %j, else %s", (text, over, otherwise) =>
    expect(takesBack(text)).toEqual({ over, otherwise }),
  );

  it.each([
    "No",
    "0",
    "declined",
    "never",
    "expired",
    "no acepta",
    "Nein",
    "yes",
    "not revoked",
    "do not call before 9",
  ])("«%s» take nothing back", (text) => expect(takesBack(text)).toBeNull());
});

describe("a row", () => {
  it.each<[string, Record<string, string>, string[]]>([
    ["of a column about calls", { "Call consent": "revoked" }, ["call"]],
    ["of a column about texts", { "SMS opt-in": "opted out" }, ["sms"]],
    ["of a column about texts that speaks of calls", { "SMS opt-in": "DNC" }, ["sms", "call"]],
    ["that names the channel by its words", { Consent: "do not call", "Consent channel": "calls, texts" }, ["call"]],
    [
      "that names it in a column of channels",
      { Consent: "withdrawn", "Consent channel": "calls, texts" },
      ["call", "sms"],
    ],
    ["that unsubscribed from what such a column names", { Consent: "unsubscribed", "Consent channel": "sms" }, ["sms"]],
    ["that unsubscribed", { Consent: "unsubscribed" }, ["email"]],
    ["that names none", { Consent: "withdrawn" }, ["all"]],
    ["that names one nobody knows", { Consent: "withdrawn", "Consent channel": "WhatsApp" }, ["all"]],
    ["that says it as the kind of agreement", { "Consent date": "3/14/2025", "Consent type": "revoked" }, ["all"]],
  ])("%s takes back what was agreed to and brings no agreement", (_name, cells, ends) =>
    expect(read(cells)).toEqual({ kind: "declined", ends }),
  );

  it("with a bare no takes nothing back", () =>
    expect(read({ "Call consent": "no", Consent: "declined" })).toEqual({ kind: "declined", ends: [] }));

  it("that agrees and takes back keeps the agreement over other channels alone", () => {
    expect(channelsGiven({ "SMS opt-in": "yes", "Call consent": "revoked" })).toEqual(["sms"]);
    expect(channelsGiven({ "Phone opt-in": "yes", "Call consent": "revoked" })).toBe("declined");
    expect(channelsGiven({ "Email consent": "yes", Consent: "withdrawn" })).toBe("declined");
    expect(channelsGiven({ "Call consent": "yes", "SMS opt-in": "do not call" })).toBe("declined");
  });
});
