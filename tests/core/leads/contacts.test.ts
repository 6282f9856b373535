import { describe, expect, it } from "vitest";
import { normaliseAmount } from "@/lib/core/leads/amount";
import { normaliseEmail } from "@/lib/core/leads/email";
import { type CountryCode, normalisePhone } from "@/lib/core/leads/phone";
import { toCountry, toRegion } from "@/lib/core/leads/regions";
import { normaliseStatus } from "@/lib/core/leads/status";
import { cleanCell, cut } from "@/lib/core/leads/text";

describe("a phone number", () => {
  it.each<[string, CountryCode, string | null]>([
    ["(279) 555-0178", "US", "+12795550178"],
    ["279.555.0178", "US", "+12795550178"],
    ["1 279 555 0178", "US", "+12795550178"],
    ["+1-279-555-0178", "DE", "+12795550178"],
    ["001 279 555 0178", "DE", "+12795550178"],
    ["12795550178.0", "US", "+12795550178"],
    ["p:+12795550178", "US", "+12795550178"],
    ["tel:+1-279-555-0178", "US", "+12795550178"],
    ["030 901820", "DE", "+4930901820"],
    ["+49 (0)30 901820", "DE", "+4930901820"],
    ["020 7946 0018", "GB", "+442079460018"],
    ["06 12 34 56 78", "FR", "+33612345678"],
    ["555-0100", "US", null],
    ["+1 000 000 0000", "US", null],
    ["call after 5pm", "US", null],
    ["2.79556E+11", "US", null],
    ["2,79556E+11", "DE", null],
    ["123456789012345678", "US", null],
    ["", "US", null],
  ])("%s in %s is %s", (text, country, expected) => {
    expect(normalisePhone(text, country)?.number ?? null).toBe(expected);
  });

  it("is the first valid one of several, and says that the cell held more", () => {
    expect(normalisePhone("555-0100 / (279) 555-0178", "US")).toEqual({ number: "+12795550178", partial: true });
    expect(normalisePhone("279-555-0178 ext. 12", "US")).toEqual({ number: "+12795550178", partial: true });
    expect(normalisePhone("279-555-0178", "US")).toEqual({ number: "+12795550178", partial: false });
  });
});

describe("an email address", () => {
  it.each([
    ["Ann@Example.COM", "ann@example.com"],
    ["  ann.b+tag@mail.example.co.uk. ", "ann.b+tag@mail.example.co.uk"],
    ["Ann Smith <ann@example.com>", "ann@example.com"],
    ["mailto:ann@example.com", "ann@example.com"],
    ["none; ann@example.com, bob@example.com", "ann@example.com"],
    ["ann@müller.de", "ann@xn--mller-kva.de"],
    ["not-an-email", null],
    ["ann@example", null],
    ["ann@@example.com", null],
    ["ann..b@example.com", null],
    ["ann@-example.com", null],
    ["@example.com", null],
    [`${"a".repeat(65)}@example.com`, null],
  ])("%s is %s", (text, expected) => expect(normaliseEmail(text)).toBe(expected));
});

describe("an amount", () => {
  it.each<[string, string, string | null, string | null]>([
    ["29.33", "US", "29.33", null],
    ["29.3", "US", "29.30", null],
    ["$1,234.50", "US", "1234.50", "USD"],
    ["$1,234.50", "CA", "1234.50", "CAD"],
    ["1.234,50 €", "DE", "1234.50", "EUR"],
    ["1 234,50", "FR", "1234.50", null],
    ["1'234.50 CHF", "CH", "1234.50", "CHF"],
    ["1,234", "US", "1234.00", null],
    ["1,234", "DE", "1.234", null],
    ["1.234", "DE", "1234.00", null],
    ["1,234,567", "US", "1234567.00", null],
    ["(12.00)", "US", "-12.00", null],
    ["-12", "US", "-12.00", null],
    ["0.00", "US", "0.00", null],
    ["0010", "US", "10.00", null],
    ["9007199254740993.01", "US", "9007199254740993.01", null],
    ["free", "US", null, null],
    ["12/14", "US", null, null],
    ["10-20", "US", null, null],
    ["10 20", "US", null, null],
    ["30 min", "US", null, null],
    ["USD 30", "DE", "30.00", "USD"],
    [".5", "US", "0.50", null],
    ["", "US", null, null],
    ["1234567890123456789", "US", null, null],
  ])("%s in %s is %s %s", (text, country, value, currency) => {
    const amount = normaliseAmount(text, country);
    expect([amount?.value ?? null, amount?.currency ?? null]).toEqual([value, currency]);
  });
});

describe("a status", () => {
  it.each([
    ["Closed - Won", "Closed"],
    ["LOST", "Closed"],
    ["Completed", "Closed"],
    ["In Progress", "Contacted"],
    ["contacted", "Contacted"],
    ["Open", "New"],
    ["Erledigt", "Closed"],
    ["Fermé", "Closed"],
    ["VIP", null],
  ])("%s is %s", (text, expected) => expect(normaliseStatus(text)).toBe(expected));
});

describe("a place", () => {
  it.each([
    ["CA", "US", "US-CA"],
    ["new york", "US", "US-NY"],
    ["Québec", "US", "CA-QC"],
    ["DE-BY", "DE", "DE-BY"],
    ["CA", "DE", null],
    ["Bayern", "DE", null],
    ["Ohioo", "US", null],
  ])("state %s in %s is %s", (text, country, expected) => expect(toRegion(text, country)).toBe(expected));

  it.each([
    ["us", "US"],
    ["USA", "US"],
    ["United States", "US"],
    ["UK", "GB"],
    ["Deutschland", "DE"],
    ["España", "ES"],
    ["Allemagne", "DE"],
    ["Atlantis", null],
  ])("country %s is %s", (text, expected) => expect(toCountry(text)).toBe(expected));
});

describe("a cell", () => {
  it.each([
    ["  a ", "a"],
    ["'+12795550178", "+12795550178"],
    ["'tis", "'tis"],
    ['="0123"', "0123"],
    ["N/A", ""],
    ["-", ""],
    ["a\u0000b\u0007", "ab"],
    ["\ufeffPhone", "Phone"],
    ["\u202Eann\u2069", "ann"],
  ])("%j is read as %j", (raw, text) => expect(cleanCell(raw)).toBe(text));

  it("is never cut through a character", () => {
    expect(cut("ab😀", 3)).toBe("ab");
    expect(cut("ab😀", 4)).toBe("ab😀");
  });
});
