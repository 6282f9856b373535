import fc from "fast-check";
import iconv from "iconv-lite";
import { describe, expect, it } from "vitest";
import { openCsv } from "@/lib/actions/csv/open-csv";
import { type CsvRecord, MAX_RECORD_BYTES } from "@/lib/actions/csv/read-records";
import { inPieces } from "../import-support";

async function read(file: Uint8Array | string, size?: number) {
  const { records, ...rest } = await openCsv(inPieces(file, size));
  const found: CsvRecord[] = [];
  for await (const some of records) found.push(...some);
  return { ...rest, records: found };
}

const rows = (records: CsvRecord[]) => records.map(({ row, cells, problem }) => [row, problem ?? cells]);

describe("a table", () => {
  it("comes back as it was written, in every separator, line end and encoding, wherever it is cut", async () => {
    const cell = fc.string({ unit: fc.constantFrom("a", "é", "€", ",", ";", "\t", '"', "\n", "\r", "\r\n", " ", "7") });
    const line = fc.tuple(fc.constant("x"), cell, cell);
    const style = fc.record({
      delimiter: fc.constantFrom(",", ";", "\t"),
      end: fc.constantFrom("\n", "\r\n", "\r"),
      encoding: fc.constantFrom("utf8", "utf-16le", "utf-16be"),
      addBOM: fc.boolean(),
      last: fc.boolean(),
      size: fc.integer({ min: 1, max: 300 }),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(line, { maxLength: 12 }),
        style,
        async (table, { delimiter, end, encoding, addBOM, last, size }) => {
          const quoted = [["Name", "Phone", "Any notes"], ...table].map((cells) =>
            cells.map((text) => `"${text.replace(/"/g, '""')}"`).join(delimiter),
          );
          const file = iconv.encode(quoted.join(end) + (last ? end : ""), encoding, { addBOM });
          const result = await read(file, size);
          expect(result.delimiter).toBe(delimiter);
          expect(result.header).toEqual(["Name", "Phone", "Any notes"]);
          expect(result.records).toEqual(table.map((cells, index) => ({ row: index + 2, cells })));
        },
      ),
      { seed: 17, numRuns: 300 },
    );
  });

  it("of many blocks loses no row and counts them as a spreadsheet does", async () => {
    const lines = Array.from({ length: 30_000 }, (_, n) => `${n},"two\nlines ""${n}"""${n % 100 === 0 ? "\n" : ""}`);
    const { records } = await read(`Phone,Note\n${lines.join("\n")}`, 60_000);
    expect(records).toHaveLength(30_000);
    expect(records[101]).toEqual({ row: 105, cells: ["101", 'two\nlines "101"'] });
    expect(records[29_999]?.row).toBe(29_999 + 2 + 300);
  });

  it("has its header under a title, blank lines or Excel's own first line", async () => {
    const { header, records } = await read("Customers of 2025\n\n;;\nName;Phone;City\nAnn;1;Rome\n");
    expect([header, rows(records)]).toEqual([["Name", "Phone", "City"], [[5, ["Ann", "1", "Rome"]]]]);
    const excel = await read("sep=;\r\nName;Phone\r\nAnn,B;1\r\n");
    expect([excel.header, rows(excel.records)]).toEqual([["Name", "Phone"], [[2, ["Ann,B", "1"]]]]);
  });

  it("has its separator chosen by the header, not by what is frequent", async () => {
    const { delimiter, records } = await read('Name;Phone;Amount\n"Lee, Ann";1,2,3,4,5;"12,50"\n');
    expect([delimiter, rows(records)]).toEqual([";", [[2, ["Lee, Ann", "1,2,3,4,5", "12,50"]]]]);
  });

  it("keeps a quote inside a cell that is not quoted", async () => {
    const { records } = await read('Phone,Item\n1,5" pipe\n2,"Bob "Bobby" Lee"\n');
    expect(records.map(({ cells }) => cells)).toEqual([
      ["1", '5" pipe'],
      ["2", '"Bob "Bobby" Lee"'],
    ]);
  });

  it("keeps rows with too few and too many cells for whoever judges them", async () => {
    expect(rows((await read("Phone,A,B\n1\n1,2,3,4\n")).records)).toEqual([
      [2, ["1"]],
      [3, ["1", "2", "3", "4"]],
    ]);
  });
});

describe("a quote that is never closed", () => {
  it("costs its own row, and none of those after it", async () => {
    const { records } = await read('Phone,Note\n1,a\n2,"never\n3,b\n4,c\n');
    expect(rows(records)).toEqual([
      [2, ["1", "a"]],
      [3, "quote_not_closed"],
      [4, ["3", "b"]],
      [5, ["4", "c"]],
    ]);
    expect(records[1]?.cells).toEqual(['2,"never']);
  });

  it("is found when a later quote ends it", async () => {
    const { records } = await read('Phone,Note,X\n1,"never,a\n2,b,c\n3,"Lee, Ann",d\n4,e,f\n');
    expect(rows(records)).toEqual([
      [2, "quote_not_closed"],
      [3, ["2", "b", "c"]],
      [4, ["3", "Lee, Ann", "d"]],
      [5, ["4", "e", "f"]],
    ]);
  });

  it("is found in a large file before much of it is held", async () => {
    const after = Array.from({ length: 60_000 }, (_, n) => `${n},note of ${n}`);
    const { records } = await read(`Phone,Note\n1,"never\n${after.join("\n")}\n`, 65_536);
    expect(records).toHaveLength(60_001);
    expect(records[0]?.problem).toBe("quote_not_closed");
    expect(records.at(-1)).toEqual({ row: 60_002, cells: ["59999", "note of 59999"] });
  });

  it("in every row does not keep us busy for long", async () => {
    const lines = Array.from({ length: 20_000 }, (_, n) => `"${n}, never`);
    const { records } = await read(`Phone,Note\n${lines.join("\n")}\n`);
    expect(records).toHaveLength(20_000);
    expect(records.every(({ problem }) => problem === "quote_not_closed")).toBe(true);
  });
});

describe("a row that is too long", () => {
  it("is left out, whether it has line breaks or not", async () => {
    const long = "x".repeat(MAX_RECORD_BYTES + 10);
    const { records } = await read(`Phone,Note\n1,a\n2,${long}\n3,"${long.replace(/x{50}/g, "x\n")}"\n4,b\n`, 50_000);
    expect(rows(records.slice(0, 2))).toEqual([
      [2, ["1", "a"]],
      [3, "row_too_long"],
    ]);
    expect(records.at(-1)?.cells).toEqual(["4", "b"]);
    expect(records[1]?.cells[0]).toHaveLength(2_000);
  });
});

describe("a file without a column for phone or email", () => {
  it("is refused with the columns that it has", async () => {
    await expect(read("Name,City\nAnn,Rome\n")).rejects.toMatchObject({
      code: "csv_columns_missing",
      details: { columns: ["Name", "City"] },
    });
  });
});
