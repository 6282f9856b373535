import iconv from "iconv-lite";
import { describe, expect, it } from "vitest";
import { toUtf8 } from "@/lib/actions/csv/to-utf8";
import { AppError } from "@/lib/core/errors";
import { inPieces } from "../import-support";

const TEXT = "Name;Téléphone\r\nZoë Größe;+33 6 12 34 56 78\r\n«€» 李 😀;\r\n";
const WESTERN = "Name;Téléphone\r\nZoë Größe;“+33” – 12 €\r\n";

async function read(bytes: Uint8Array, size?: number): Promise<{ encoding: string; text: string }> {
  const { encoding, blocks } = await toUtf8(inPieces(bytes, size));
  const parts: Buffer[] = [];
  for await (const block of blocks) parts.push(block);
  return { encoding, text: Buffer.concat(parts).toString("utf8") };
}

describe("a file's encoding", () => {
  it.each([
    ["UTF-8", "utf-8", iconv.encode(TEXT, "utf8"), TEXT],
    ["UTF-8 with its mark", "utf-8", iconv.encode(TEXT, "utf8", { addBOM: true }), TEXT],
    ["UTF-16 LE with its mark", "utf-16le", iconv.encode(TEXT, "utf-16le", { addBOM: true }), TEXT],
    ["UTF-16 BE with its mark", "utf-16be", iconv.encode(TEXT, "utf-16be", { addBOM: true }), TEXT],
    ["UTF-16 LE without", "utf-16le", iconv.encode(TEXT, "utf-16le"), TEXT],
    ["UTF-16 BE without", "utf-16be", iconv.encode(TEXT, "utf-16be"), TEXT],
    ["Windows-1252", "windows-1252", iconv.encode(WESTERN, "windows-1252"), WESTERN],
  ])("%s is found out, wherever the network cuts it", async (_name, encoding, bytes, text) => {
    for (const size of [1, 2, 3, 7, 1000]) expect(await read(bytes, size)).toEqual({ encoding, text });
  });

  it("holds over many blocks, with characters across their borders", async () => {
    const long = "aé€😀".repeat(40_000);
    for (const name of ["utf8", "utf-16le", "utf-16be"])
      expect((await read(iconv.encode(long, name, { addBOM: true }), 65_537)).text === long).toBe(true);
  });
});

describe("bytes that do not fit", () => {
  it("after a long UTF-8 beginning are read as Windows-1252, and nothing around them is lost", async () => {
    const head = Buffer.from(`Name,Phone\n${"Zoë,1\n".repeat(20_000)}`);
    const bytes = Buffer.concat([
      head,
      Buffer.from([0x4a, 0xfc, 0x72, 0x67, 0x2c, 0x80, 0x0a]),
      Buffer.from("Ann,é\n"),
    ]);
    const { encoding, text } = await read(bytes);
    expect(encoding).toBe("utf-8");
    expect(text.slice(-14)).toBe("1\nJürg,€\nAnn,é\n".slice(-14));
    expect(text).not.toContain("\ufffd");
  });

  it("do not make a UTF-8 file with one broken byte a Windows file", async () => {
    const bytes = Buffer.concat([Buffer.from("Zoë,Jürg,François,"), Buffer.from([0xff]), Buffer.from("\n")]);
    expect(await read(bytes)).toEqual({ encoding: "utf-8", text: "Zoë,Jürg,François,ÿ\n" });
  });

  it("at the very end, a character that is cut off, is kept too", async () => {
    expect((await read(Buffer.from([0x61, 0xe2, 0x82]))).text).toBe("aâ‚");
  });

  it("of the value zero vanish", async () => {
    expect((await read(Buffer.from("a,b\u0000c\n".repeat(30)))).text).toBe("a,bc\n".repeat(30));
  });
});

describe("what is no text is refused with advice", () => {
  it.each([
    ["nothing", "", "The file is empty."],
    [
      "an Excel workbook",
      "PK\u0003\u0004xl/worksheets",
      "This is a spreadsheet (.xlsx) or an archive. Save it as CSV first.",
    ],
    ["a PDF", "%PDF-1.7", "This is a PDF. Export the table as CSV first."],
  ])("%s", async (_name, bytes, reason) => {
    await expect(toUtf8(inPieces(bytes))).rejects.toEqual(new AppError("csv_unreadable", { reason }));
    await expect(toUtf8(inPieces(bytes))).rejects.toMatchObject({ code: "csv_unreadable", details: { reason } });
  });
});
