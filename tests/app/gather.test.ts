import { describe, expect, it } from "vitest";
import { gather } from "@/lib/server/gather";

const OPTIONS = { waitMs: 2, most: 10 };

describe("Calls that come together", () => {
  it("go together, in lots of a size, each with its own answer", async () => {
    const lots: number[][] = [];
    const double = gather(async (lot: number[]) => {
      lots.push(lot);
      return lot.map((one) => one * 2);
    }, OPTIONS);
    const asked = Array.from({ length: 25 }, (_, n) => n);
    expect(await Promise.all(asked.map(double))).toEqual(asked.map((n) => n * 2));
    expect(lots.map((lot) => lot.length)).toEqual([10, 10, 5]);
    expect(await double(7)).toBe(14);
  });

  it("fail alone: a bad one takes no other with it", async () => {
    const strict = gather(async (lot: number[]) => {
      if (lot.includes(3)) throw new Error("three");
      return lot;
    }, OPTIONS);
    const answers = await Promise.allSettled([1, 2, 3, 4].map(strict));
    expect(answers.map(({ status }) => status)).toEqual(["fulfilled", "fulfilled", "rejected", "fulfilled"]);
    await expect(strict(3)).rejects.toThrow("three");
  });

  it("keep an answer of nothing, and notice one that is missing", async () => {
    const nulls = gather(async (lot: number[]) => lot.map((): null => null), OPTIONS);
    expect(await Promise.all([nulls(1), nulls(2)])).toEqual([null, null]);
    const short = gather(async (lot: number[]) => lot.slice(1), OPTIONS);
    const answers = await Promise.allSettled([short(1), short(2)]);
    expect(answers.map(({ status }) => status)).toEqual(["fulfilled", "rejected"]);
  });
});
