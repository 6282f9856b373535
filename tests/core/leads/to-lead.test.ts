import { describe, expect, it } from "vitest";
import { recogniseColumns } from "@/lib/core/leads/recognise-columns";
import type { RowContext } from "@/lib/core/leads/row";
import { identityOf, MAX_CELL, toLead } from "@/lib/core/leads/to-lead";
import { zoneClock } from "@/lib/core/leads/zoned-time";

const NOW = new Date("2026-11-21T12:00:00Z");

function read(row: Record<string, string>, changes: Partial<RowContext> = {}) {
  const context: RowContext = {
    columns: recogniseColumns(Object.keys(row)),
    country: "US",
    dateOrder: "mdy",
    clock: zoneClock("America/New_York"),
    now: NOW,
    ...changes,
  };
  return toLead(7, Object.values(row), context);
}

function leadOf(row: Record<string, string>, changes?: Partial<RowContext>) {
  const result = read(row, changes);
  if (result.kind !== "lead") throw new Error(`The row was ${JSON.stringify(result)}`);
  return result;
}

function refusalOf(row: Record<string, string>) {
  const result = read(row);
  if (result.kind !== "refused") throw new Error(`The row was ${result.kind}`);
  return result.refusal;
}

const PHONE = { Phone: "(279) 555-0178" };

describe("a row becomes a lead", () => {
  it("with everything in its place", () => {
    const { lead, warnings } = leadOf({
      Name: " Anya  Nguyen ",
      Phone: "(279) 555-0178",
      Email: "Anya@Example.com",
      "Last visit": "3/14/2025 2:30 PM",
      Service: "manicure",
      Items: "2",
      Amount: "$1,029.3",
      Status: "closed",
      Notes: "likes coffee\nno sugar",
      State: "ny",
      Zip: "01234",
      Tags: "vip; regular, vip",
      Stylist: "Sam",
      "SMS opt-in": "yes",
    });
    expect(warnings).toEqual([]);
    expect(lead).toEqual({
      name: "Anya Nguyen",
      phone: "+12795550178",
      email: "anya@example.com",
      at: new Date("2025-03-14T18:30:00Z"),
      wallTime: "2025-03-14T14:30:00",
      status: "Closed",
      summary: "likes coffee\nno sugar",
      region: "US-NY",
      tags: ["vip", "regular"],
      data: {
        source: "import",
        service: "manicure",
        items: "2",
        amount: "1029.30",
        currency: "USD",
        postal_code: "01234",
        columns: { Stylist: "Sam", "SMS opt-in": "yes" },
      },
    });
  });

  it("by the first phone that is valid, and keeps the others as text", () => {
    const { lead } = leadOf({ Mobile: "none", Phone: "555-0100", "Home phone": "279-555-0178" });
    expect(lead.phone).toBe("+12795550178");
    expect(lead.data.columns).toEqual({ Phone: "555-0100" });
  });

  it("by its email when the phone is bad, with a warning, and keeps what the phone said", () => {
    const { lead, warnings } = leadOf({ Phone: "call after 5pm", Email: "a@example.com" });
    expect(lead).toMatchObject({ phone: null, email: "a@example.com", data: { columns: { Phone: "call after 5pm" } } });
    expect(warnings).toEqual([
      {
        row: 7,
        column: "Phone",
        code: "phone_invalid",
        reason: "“call after 5pm” is not a phone number; the row was imported by its email address.",
      },
    ]);
  });

  it("by its phone when the email is bad", () => {
    const { lead, warnings } = leadOf({ ...PHONE, Email: "not-an-email" });
    expect(lead).toMatchObject({ phone: "+12795550178", email: null });
    expect(warnings.map(({ code }) => code)).toEqual(["email_invalid"]);
  });

  it("without a warning when the other contact is only missing", () => {
    expect(leadOf({ Phone: "n/a", Email: "a@example.com" }).warnings).toEqual([]);
    expect(leadOf({ ...PHONE, Email: "" }).warnings).toEqual([]);
  });

  it.each<[Record<string, string>, string | null]>([
    [{ "First name": "Ann", "Last name": "Lee" }, "Ann Lee"],
    [{ Name: "Ann Lee", "First name": "Ann", "Last name": "Lee" }, "Ann Lee"],
    [{ Name: "Ann Lee", "First name": "Ann" }, "Ann Lee"],
    [{ Prénom: "Ann", Nom: "Lee" }, "Ann Lee"],
    [{ Nombre: "Ann", Apellidos: "Lee Gil" }, "Ann Lee Gil"],
    [{ Name: "", "First name": "Ann" }, "Ann"],
    [{ Customer: "Ann Lee" }, "Ann Lee"],
    [{ Name: "" }, null],
  ])("named from %j: %s", (names, expected) => expect(leadOf({ ...PHONE, ...names }).lead.name).toBe(expected));

  it("at the time of its own zone, else of the account's", () => {
    const at = (date: string) => leadOf({ ...PHONE, Date: date }).lead.at?.toISOString();
    expect(at("2025-07-01")).toBe("2025-07-01T04:00:00.000Z");
    expect(at("2025-07-01T00:00:00+02:00")).toBe("2025-06-30T22:00:00.000Z");
    expect(leadOf({ ...PHONE, Date: "2025-07-01", Time: "9:15 am" }).lead.at?.toISOString()).toBe(
      "2025-07-01T13:15:00.000Z",
    );
    expect(leadOf({ ...PHONE, "Last visit": "", Created: "2025-07-01" }).lead.wallTime).toBe("2025-07-01T00:00:00");
  });

  it("of today, with today's date in the account's zone", () => {
    expect(leadOf({ ...PHONE, Date: "2026-11-21" }).lead.at?.toISOString()).toBe("2026-11-21T05:00:00.000Z");
  });

  it("without a date", () => {
    expect(leadOf({ ...PHONE, Date: "" }).lead).toMatchObject({ at: null, wallTime: null });
  });

  it("new when its status has unknown words, which are kept", () => {
    const { lead, warnings } = leadOf({ ...PHONE, Status: "VIP" });
    expect(lead).toMatchObject({ status: "New", data: { columns: { Status: "VIP" } } });
    expect(warnings.map(({ code }) => code)).toEqual(["status_unknown"]);
  });

  it("with the CRM's own word kept beside our status", () => {
    expect(leadOf({ ...PHONE, Status: "Closed - Lost" }).lead).toMatchObject({
      status: "Closed",
      data: { columns: { Status: "Closed - Lost" } },
    });
  });

  it("with an amount that is no number kept as text", () => {
    const { lead, warnings } = leadOf({ ...PHONE, Amount: "about 30" });
    expect(lead.data).toEqual({ source: "import", columns: { Amount: "about 30" } });
    expect(warnings.map(({ code }) => code)).toEqual(["amount_unreadable"]);
  });

  it("in the country that the row names", () => {
    const { lead } = leadOf({ Phone: "030 901820", Country: "Germany", Amount: "1.234,5" });
    expect(lead).toMatchObject({ phone: "+4930901820", data: { amount: "1234.50", country: "Germany" } });
  });

  it("without the columns' own keys clashing with those of leads", () => {
    const { lead } = leadOf({ ...PHONE, source: "facebook", __proto__x: "y", "Email consent": "no" });
    expect(lead.data).toEqual({
      source: "import",
      columns: { source: "facebook", __proto__x: "y", "Email consent": "no" },
    });
  });
});

describe("a row is refused", () => {
  it.each<[Record<string, string>, string, string | null, string]>([
    [
      { Phone: "", Email: "", Name: "Ann" },
      "contact_missing",
      null,
      "The row has neither a phone number nor an email address.",
    ],
    [
      { Phone: "n/a", Email: "", Name: "Ann" },
      "contact_missing",
      null,
      "The row has neither a phone number nor an email address.",
    ],
    [
      { Phone: "call after 5pm", Email: "" },
      "phone_invalid",
      "Phone",
      "“call after 5pm” is not a phone number, and there is no email address.",
    ],
    [
      { Phone: "12", Email: "x" },
      "phone_invalid",
      "Phone",
      "“12” is not a phone number, and “x” is not an email address either.",
    ],
    [
      { Phone: "", Email: "x@" },
      "email_invalid",
      "Email",
      "“x@” is not an email address, and there is no phone number.",
    ],
    [{ ...PHONE, Date: "soon" }, "date_unreadable", "Date", "“soon” is not a date that can be read."],
    [{ ...PHONE, Date: "2026-11-22" }, "date_in_future", "Date", "“2026-11-22” is in the future."],
    [{ ...PHONE, Date: "12/31/1969" }, "date_too_old", "Date", "“12/31/1969” is before 1970."],
    [
      { ...PHONE, Notes: "x".repeat(MAX_CELL + 1) },
      "cell_too_long",
      "Notes",
      "The cell is longer than 10000 characters.",
    ],
  ])("%#: %s", (row, code, column, reason) => {
    expect(refusalOf(row)).toEqual({ row: 7, column, code, reason, cells: Object.values(row) });
  });

  it("when it has more cells than the header", () => {
    const columns = recogniseColumns(["Phone"]);
    const context: RowContext = { columns, country: "US", dateOrder: "mdy", clock: zoneClock("UTC"), now: NOW };
    expect(toLead(2, ["2795550178", "stray"], context)).toMatchObject({ refusal: { code: "too_many_cells" } });
    expect(toLead(2, ["2795550178", " ", ""], context)).toMatchObject({ kind: "lead" });
  });

  it("never for being blank", () => {
    expect(read({ Phone: " ", Email: "" })).toEqual({ kind: "blank" });
  });
});

describe("two rows are the same", () => {
  const same = (a: Record<string, string>, b: Record<string, string>, changes?: Partial<RowContext>) =>
    identityOf(leadOf(a).lead) === identityOf(leadOf(b, changes).lead);
  const row = { Phone: "+12795550178", Date: "2025-01-01", Amount: "29.30", Room: "1", Stylist: "Sam" };

  it("when a spreadsheet has written them in its own way, in another order of columns", () => {
    const saved = { Stylist: "Sam", Room: "1", Amount: "29.3", Date: "1/1/2025", Phone: "12795550178" };
    expect(same(row, saved)).toBe(true);
  });

  it("when the account has moved to another time zone since", () => {
    expect(same(row, row, { clock: zoneClock("Europe/Berlin") })).toBe(true);
  });

  it.each([{ Stylist: "Kim" }, { Date: "2025-01-02" }, { Amount: "29.31" }, { Phone: "+12795550179" }])(
    "not with %j",
    (change) => {
      expect(same(row, { ...row, ...change })).toBe(false);
    },
  );
});
