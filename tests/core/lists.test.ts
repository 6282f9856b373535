import { describe, expect, it } from "vitest";
import { ageText, listName } from "@/lib/core/list-age";
import { chooseColumns } from "@/lib/core/list-columns";
import { hidden, readLines } from "@/lib/core/list-lines";

function read(lines: string[], { wantsResult = false, country = "US" as const, isFirst = true } = {}) {
  const columns = chooseColumns(lines, wantsResult);
  if (!columns) return null;
  return readLines(lines.join("\n"), { ...columns, encoding: "utf-8" }, isFirst, country);
}
const numbers = (lines: string[]) => read(lines)?.numbers;

describe("The lines of a do-not-call list", () => {
  it.each([
    ["the national file", ["212,5550100", "415,5550101"]],
    ["ten digits", ["2125550100", "4155550101"]],
    ["eleven digits and signs", ["1-212-555-0100", "+1 (415) 555-0101"]],
    ["quotes", ['"2125550100"', '"4155550101"']],
    ["a header", ["Phone Number", "2125550100", "4155550101"]],
    ["area code and rest under a header", ["AreaCode;Number", "212;5550100", "415;555-0101"]],
    [
      "other columns",
      ["Last Name,Phone,Added", '"Doe, Jane",212-555-0100,2026-11-04', "Roe,(415) 555-0101,2026-11-05"],
    ],
    ["other columns without a header", ["20261104|Doe|2125550100|NY", "20261105|Roe|4155550101|CA"]],
  ])("may be %s", (_, lines) => {
    expect(numbers(lines)).toEqual(["12125550100", "14155550101"]);
  });

  it("may have several columns of numbers", () => {
    expect(numbers(["phone,mobile phone", "2125550100,4155550101", ",3055550102"])).toEqual([
      "12125550100",
      "14155550101",
      "13055550102",
    ]);
  });

  it.each([
    ["columns of numbers without a header", ["Doe,2125550100,4155550101", "Roe,3055550102,"]],
    ["columns that are named by where it rings", ["name,phone,work", "Doe,2125550100,4155550101", "Roe,3055550102,"]],
    ["numbers in one cell", ["2125550100 / (415) 555-0101", "305-555-0102", "3055550102"]],
    ["numbers in one cell of several", ["name,phone", '"Doe","2125550100, 4155550101"', "Roe,3055550102"]],
  ])("lose none of several %s", (_, lines) => {
    expect([...new Set(numbers(lines))]).toEqual(["12125550100", "14155550101", "13055550102"]);
  });

  it("are refused one by one, with nothing of a number shown but its last two digits", () => {
    const found = read(["2125550100", "", "212555", "call me", "1125550100", "4155550101"]);
    expect(found).toMatchObject({ lines: 6, rows: 5, refused: 3, numbers: ["12125550100", "14155550101"] });
    expect(found?.refusals.map(({ line, text }) => [line, text])).toEqual([
      [3, "••••55"],
      [4, "call me"],
      [5, "••••••••00"],
    ]);
    expect(hidden("Jane, +1 (212) 555-0187")).toBe("Jane, +• (•••) •••-••87");
  });

  it("of later parts have no header", () => {
    const columns = chooseColumns(["phone", "2125550100"], false);
    if (!columns) throw new Error("no columns");
    const reading = { ...columns, encoding: "utf-8" as const };
    expect(readLines("4155550101\r\n3055550102\r\n", reading, false, "US")).toMatchObject({ rows: 2, lines: 2 });
  });

  it("of another country are read by its rules", () => {
    const columns = chooseColumns(["020 7946 0018"], false);
    if (!columns) throw new Error("no columns");
    const found = readLines("020 7946 0018\n2125550100", { ...columns, encoding: "utf-8" }, true, "GB");
    expect(found).toMatchObject({ numbers: ["442079460018"], refused: 1 });
  });

  it("of a file that has all its numbers in one line are no list, rather than one of a few of them", () => {
    const line = Array.from({ length: 5000 }, (_, index) => `212555${String(1000 + index).slice(-4)}`).join(",");
    expect(read([line])).toBeNull();
    expect(read([line.replaceAll(",", ";")])).toBeNull();
    expect(read([line.split(",").slice(0, 100).join(",")])?.numbers).toHaveLength(100);
  });

  it("with no number in any column are no list", () => {
    expect(read(["name,city", "Jane,Austin"])).toBeNull();
    expect(read(["2026-11-04", "2026-11-05"])).toBeNull();
  });
});

describe("Answers about reassigned numbers", () => {
  const lines = ["Phone,Date,Result", "2125550100,2026-01-02,yes", "4155550101,2026-01-02,No", "3055550102,,no data"];
  it("are yes, no or no data; anything else is refused", () => {
    expect(read([...lines, "3055550103,,maybe"], { wantsResult: true })).toMatchObject({
      ...{ numbers: ["12125550100"], no: ["14155550101"], noData: 1, rows: 4, refused: 1 },
    });
  });
  it("need a column with the answer, whatever it is called", () => {
    expect(chooseColumns(["2125550100,YES", "4155550101,NO"], true)).toMatchObject({ numbers: [0], result: 1 });
    expect(read(["2125550100"], { wantsResult: true })).toBeNull();
  });
});

it("A list's age is told in days, with the day of its numbers", () => {
  expect(ageText(18, "2026-11-04", "2026-11-22")).toBe("18 days old, from 4 November");
  expect(ageText(1, "2025-12-31", "2026-01-01")).toBe("1 day old, from 31 December 2025");
  expect(ageText(0, "2026-11-22", "2026-11-22")).toBe("of today");
  expect(listName({ kind: "state", region: "US-TX" })).toBe("List of Texas");
  expect(listName({ kind: "national", region: "US" })).toBe("National list");
});
