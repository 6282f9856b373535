import { describe, expect, it } from "vitest";
import { cutFile } from "@/components/lists/cut-file";

const cut = async (bytes: Buffer, size = 20) => {
  const file = new Blob([new Uint8Array(bytes)]);
  return Promise.all(
    (await cutFile(file, size)).map(async ({ start, end }) => {
      return Buffer.from(await file.slice(start, end).arrayBuffer());
    }),
  );
};

describe("A file is cut into parts", () => {
  it.each([
    ["\n", "utf8" as const],
    ["\r\n", "utf8" as const],
    ["\r", "utf8" as const],
    ["\n", "utf16le" as const],
  ])("of whole lines that end with %j in %s", async (end, encoding) => {
    const lines = Array.from({ length: 12 }, (_, index) => `21255501${index + 10}${end}`);
    const mark = encoding === "utf16le" ? "\ufeff" : "";
    const bytes = Buffer.from(mark + lines.join(""), encoding);
    const parts = await cut(bytes);
    expect(parts.length).toBeGreaterThan(3);
    expect(Buffer.concat(parts)).toEqual(bytes);
    // What ends a line with two signs may have the second one at the beginning of the next part: an empty line.
    for (const part of parts) expect(part.toString(encoding).replace("\ufeff", "")).toMatch(/^(\n?\d{10}[\r\n]*)+$/);
  });

  it("whatever they hold: one without line ends too, and an empty one into none", async () => {
    expect(await cut(Buffer.alloc(50, "1"))).toHaveLength(1);
    expect(await cut(Buffer.alloc(0))).toEqual([]);
    expect(await cut(Buffer.from("2125550101"))).toHaveLength(1);
  });
});
