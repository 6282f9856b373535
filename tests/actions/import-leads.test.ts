import { readFile } from "node:fs/promises";
import iconv from "iconv-lite";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { refusedRows } from "@/lib/actions/import-leads";
import { type Stack, startStack } from "../support/stack";
import { type Business, inPieces, openBusiness } from "./import-support";

const SAMPLE = new URL("../../local/data/cdnow_sample_leads.csv", import.meta.url);
let stack: Stack;

beforeAll(async () => {
  stack = await startStack();
});
afterAll(() => stack.stop());

const counts = ({ rows, imported, unchanged, refused }: Awaited<ReturnType<Business["import"]>>) => ({
  rows,
  imported,
  unchanged,
  refused,
});

describe("the sample file", () => {
  it("is imported but for the rows without any contact, and changes nothing the second time", async () => {
    const alice = await openBusiness(stack);
    const file = await readFile(SAMPLE);
    const first = await alice.import(file);
    expect(first).toMatchObject({ rows: 6919, imported: 6914, unchanged: 0, refused: 5, warned: 27, undated: 0 });
    expect(first.refusals.map(({ row, column, code }) => [row, column, code])).toEqual([
      [1143, "Phone", "phone_invalid"],
      [1589, "Phone", "phone_invalid"],
      [3326, null, "contact_missing"],
      [4993, null, "contact_missing"],
      [5931, "Phone", "phone_invalid"],
    ]);
    const warned = Object.groupBy(first.warnings, ({ code }) => code);
    expect([warned.email_invalid?.length, warned.phone_invalid?.length]).toEqual([21, 6]);
    const before = [await alice.leads(), await alice.customers()];
    expect(before[1]).toHaveLength(first.customers_created);

    const second = await alice.import(file);
    expect(second).toMatchObject({ rows: 6919, imported: 0, unchanged: 6914, refused: 5, customers_created: 0 });
    expect([await alice.leads(), await alice.customers()]).toEqual(before);
  });
});

describe("a lead", () => {
  it("keeps what the row said, at the row's time", async () => {
    const alice = await openBusiness(stack);
    await alice.import(
      "Name,Phone,Email,Last visit,Service,Items,Amount,Status,Notes,Stylist,SMS opt-in\n" +
        'Ann Lee,(279) 555-0178,Ann@Example.com,2025-03-14 14:30,cut,2,"$1,029.30",Won,"likes tea,\nno milk",Sam,yes\n',
    );
    const [lead] = await alice.leads();
    expect(lead).toMatchObject({
      agent_id: alice.agentId,
      customer_name: "Ann Lee",
      customer_phone: "+12795550178",
      customer_email: "ann@example.com",
      status: "Closed",
      call_summary: "likes tea,\nno milk",
      created_at: new Date("2025-03-14T18:30:00Z"),
      structured_data: {
        source: "import",
        service: "cut",
        items: "2",
        amount: "1029.30",
        currency: "USD",
        columns: { Status: "Won", Stylist: "Sam", "SMS opt-in": "yes" },
      },
    });
    const [customer] = await alice.customers();
    expect(customer).toMatchObject({
      id: lead?.customer_id,
      name: "Ann Lee",
      phone: "+12795550178",
      email: "ann@example.com",
      region: "US-CA",
      lead_count: 1,
      last_lead_at: new Date("2025-03-14T18:30:00Z"),
    });
  });

  it("counts as seen now when the file has no date", async () => {
    const alice = await openBusiness(stack);
    expect(await alice.import("Email\na@example.com\n")).toMatchObject({ imported: 1, undated: 1 });
    expect((await alice.leads())[0]?.created_at).toEqual(alice.deps.now());
  });

  it("is read in the country and time zone of the account", async () => {
    const alice = await openBusiness(stack);
    await stack.pool.query(
      "insert into outreach_settings (user_id, default_country, time_zone) values ($1, 'GB', 'Europe/London')",
      [alice.userId],
    );
    const report = await alice.import("Mobile,Date\n020 7946 0018,04/07/2025\n");
    expect(report).toMatchObject({ imported: 1, date_order: "dmy" });
    expect((await alice.leads())[0]).toMatchObject({
      customer_phone: "+442079460018",
      created_at: new Date("2025-07-03T23:00:00Z"),
    });
  });

  it("goes to the account's first agent, or to the one that is named", async () => {
    const alice = await openBusiness(stack, 2);
    await alice.import("Email\na@example.com\n");
    const { rows } = await stack.pool.query<{ id: string }>(
      "select id from agents where user_id = $1 and name = 'Agent 2'",
      [alice.userId],
    );
    await alice.import("Email\nb@example.com\n", { agentId: rows[0]?.id });
    expect((await alice.leads()).map(({ agent_id, customer_email }) => [agent_id, customer_email])).toEqual(
      expect.arrayContaining([
        [alice.agentId, "a@example.com"],
        [rows[0]?.id, "b@example.com"],
      ]),
    );
    expect(await alice.import("Email\nb@example.com\n"), "the account has that row already").toMatchObject({
      unchanged: 1,
    });
  });

  it("is made twice from a row that stands in the file twice, and never more", async () => {
    const alice = await openBusiness(stack);
    const visit = "279-555-0178,2025-01-01,cut\n";
    expect(counts(await alice.import(`Phone,Date,Service\n${visit}${visit}`))).toEqual({
      rows: 2,
      imported: 2,
      unchanged: 0,
      refused: 0,
    });
    expect(counts(await alice.import(`Phone,Date,Service\n${visit}${visit}`))).toMatchObject({
      imported: 0,
      unchanged: 2,
    });
    expect(counts(await alice.import(`Phone,Date,Service\n${visit}${visit}${visit}`))).toMatchObject({
      imported: 1,
      unchanged: 2,
    });
  });

  it("is the same in every encoding and separator, and after a spreadsheet has saved the file", async () => {
    const alice = await openBusiness(stack);
    const file = (delimiter: string, rows = [["Zoë Müller", "+12795550178", "2025-01-05", "29.30"]]) =>
      [["Name", "Téléphone", "Date", "Amount"], ...rows].map((cells) => cells.join(delimiter)).join("\r\n");
    expect(await alice.import(file(","))).toMatchObject({ imported: 1, encoding: "utf-8", delimiter: "," });
    const others: [Buffer, string][] = [
      [iconv.encode(file(";"), "utf8", { addBOM: true }), "utf-8"],
      [iconv.encode(file("\t"), "utf-16le", { addBOM: true }), "utf-16le"],
      [iconv.encode(file(";"), "utf-16be"), "utf-16be"],
      [iconv.encode(file(";"), "windows-1252"), "windows-1252"],
      [Buffer.from(file(",", [["Zoë Müller", "12795550178", "1/5/2025", "29.3"]])), "utf-8"],
      [
        Buffer.from(`\ufeff"Name","Téléphone","Date","Amount"\n"Zoë Müller","(279) 555-0178","45662","$29.30"\n`),
        "utf-8",
      ],
    ];
    for (const [bytes, encoding] of others.slice(0, 5))
      expect(await alice.import(bytes)).toMatchObject({ imported: 0, unchanged: 1, encoding });
    expect(await alice.import(others[5]?.[0] ?? ""), "a currency is something new").toMatchObject({ imported: 1 });
    expect(await alice.customers()).toHaveLength(1);
  });
});

describe("refused rows", () => {
  it("say where and why, and come back as a file that can be corrected and imported", async () => {
    const alice = await openBusiness(stack);
    const report = await alice.import(
      "Name,Phone,Date\n=Ann,+12795550178,2030-01-01\nBob,+1 279 555 0179,2025-01-01\n\nCy,12,2025-01-01\n",
    );
    expect(counts(report)).toEqual({ rows: 3, imported: 1, unchanged: 0, refused: 2 });
    expect(report.refusals).toEqual([
      {
        row: 2,
        column: "Date",
        code: "date_in_future",
        reason: "“2030-01-01” is in the future.",
        cells: ["=Ann", "+12795550178", "2030-01-01"],
      },
      {
        row: 5,
        column: "Phone",
        code: "phone_invalid",
        reason: "“12” is not a phone number, and there is no email address.",
        cells: ["Cy", "12", "2025-01-01"],
      },
    ]);
    expect(report.refused_csv).toBe(
      '\ufeff"Refused row","Refused column","Refused because","Name","Phone","Date"\r\n' +
        `"2","Date","“2030-01-01” is in the future.","'=Ann","'+12795550178","2030-01-01"\r\n` +
        '"5","Phone","“12” is not a phone number, and there is no email address.","Cy","12","2025-01-01"\r\n',
    );
    const corrected = (report.refused_csv ?? "")
      .replace('"2030-01-01"', '"2026-01-01"')
      .replace('"12"', '"2795550180"');
    expect(counts(await alice.import(corrected))).toEqual({ rows: 2, imported: 2, unchanged: 0, refused: 0 });
    const [ann] = (await alice.leads()).filter((lead) => lead.customer_phone === "+12795550178");
    expect(ann).toMatchObject({ customer_name: "=Ann", structured_data: { source: "import" } });
  });

  it("are counted in full, listed up to a hundred, and streamed without end", async () => {
    const alice = await openBusiness(stack);
    const file = `Phone,Note\n${Array.from({ length: 3_000 }, (_, n) => `x${n},${"long ".repeat(180)}`).join("\n")}\n`;
    const report = await alice.import(file);
    expect(report).toMatchObject({ rows: 3_000, imported: 0, refused: 3_000, refused_csv: null });
    expect(report.refusals).toHaveLength(100);
    let lines = 0;
    const input = { userId: alice.userId, actorId: null, source: inPieces(file, 65_536) };
    for await (const line of refusedRows(alice.deps, input)) lines += line.split("\r\n").length - 1;
    expect(lines).toBe(3_001);
  });
});
