import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { csvLine } from "@/lib/core/csv-output";
import { cleanCell } from "@/lib/core/leads/text";

const anything = fc.array(
  fc.oneof(
    fc.string({ unit: "binary" }),
    fc.constantFrom("=1+1", "+1", "-2", "@x", "\tx", "\r=x", ' =cmd|"', 'a"b', "a\nb", ";", ""),
  ),
  { minLength: 1, maxLength: 6 },
);

describe("a line of CSV", () => {
  it("holds nothing that a spreadsheet would run", () => {
    fc.assert(
      fc.property(anything, (cells) => {
        const [read = []]: string[][] = parse(csvLine(cells), { relax_column_count: true });
        for (const cell of read) expect(cell).not.toMatch(/^\s*[=+\-@\t\r]/);
      }),
      { seed: 3, numRuns: 500 },
    );
  });

  it("says the same when it is read again", () => {
    fc.assert(
      fc.property(anything, (cells) => {
        const [read = []]: string[][] = parse(csvLine(cells), { relax_column_count: true });
        expect(read.map((cell) => cell.replace(/^'(?=\s*[=+\-@\t\r＝＋－＠])/, ""))).toEqual(cells);
      }),
      { seed: 5, numRuns: 500 },
    );
  });

  it("gives a phone number back when it is imported again", () => {
    const [[cell = ""] = []]: string[][] = parse(csvLine(["+12795550178"]));
    expect(cell).toBe("'+12795550178");
    expect(cleanCell(cell)).toBe("+12795550178");
  });
});
