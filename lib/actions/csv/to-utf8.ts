import { isUtf8 } from "node:buffer";
import iconv from "iconv-lite";
import { AppError } from "@/lib/core/errors";

export type Encoding = "utf-8" | "utf-16le" | "utf-16be" | "windows-1252";

/** How much of a file is looked at before anything is decided about it. */
const HEAD_BYTES = 64 * 1024;

export interface Text {
  encoding: Encoding;
  /** The file as UTF-8 without byte order mark and NUL, in blocks of about HEAD_BYTES, a character never cut in two. */
  blocks: AsyncGenerator<Buffer>;
}

/** Blocks of `size` bytes exactly, but for the last. */
async function* inBlocks(source: AsyncIterable<Uint8Array>, size: number): AsyncGenerator<Buffer> {
  let parts: Buffer[] = [];
  let length = 0;
  for await (const chunk of source) {
    let rest = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    while (length + rest.length >= size) {
      yield Buffer.concat([...parts, rest.subarray(0, size - length)]);
      rest = rest.subarray(size - length);
      parts = [];
      length = 0;
    }
    // A copy: the source may use its buffer again.
    if (rest.length > 0) parts.push(Buffer.from(rest));
    length += rest.length;
  }
  if (length > 0) yield Buffer.concat(parts);
}

/** Bytes before the character that the end cuts in two. */
function wholeCharacters(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if ((byte & 0xc0) === 0x80) continue;
    return sequenceLength(byte) > back ? bytes.length - back : bytes.length;
  }
  return bytes.length;
}

const sequenceLength = (lead: number) => (lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc0 ? 2 : 1);

/** Reads bytes that are no UTF-8 as Windows-1252, each for itself, and leaves the rest as it is. */
function mend(bytes: Buffer): { text: Buffer; valid: number; invalid: number } {
  const parts: Buffer[] = [];
  let [start, valid, invalid] = [0, 0, 0];
  for (let at = 0; at < bytes.length; ) {
    const length = sequenceLength(bytes[at] ?? 0);
    if (isUtf8(bytes.subarray(at, at + length))) {
      if (length > 1) valid++;
      at += length;
      continue;
    }
    invalid++;
    parts.push(bytes.subarray(start, at), Buffer.from(iconv.decode(bytes.subarray(at, at + 1), "windows-1252")));
    start = ++at;
  }
  return { text: Buffer.concat([...parts, bytes.subarray(start)]), valid, invalid };
}

function byZeros(head: Buffer): Encoding | null {
  const zeros = [0, 0];
  head.forEach((byte, at) => {
    if (byte === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1;
  });
  const [even = 0, odd = 0] = zeros;
  // Western text in UTF-16 is nearly half zeros, all on one side; a stray zero in other text is neither.
  if ((even + odd) * 4 < head.length) return null;
  if (odd > even * 4) return "utf-16le";
  return even > odd * 4 ? "utf-16be" : null;
}

/** Pictures and programs are full of control characters; a table has tabs, line ends and now and then a stray one. */
function isBinary(head: Buffer): boolean {
  const controls = head.reduce(
    (count, byte) => count + ((byte > 0 && byte < 9) || (byte > 13 && byte < 27) ? 1 : 0),
    0,
  );
  return controls * 20 > head.length;
}

const FOREIGN: [string, string][] = [
  ["504b0304", "This is a spreadsheet (.xlsx) or an archive. Save it as CSV first."],
  ["d0cf11e0", "This is an old Excel workbook (.xls). Save it as CSV first."],
  ["25504446", "This is a PDF. Export the table as CSV first."],
  ["1f8b", "This file is compressed. Unpack it first."],
];

/** @throws AppError csv_unreadable for what is no text at all */
function detect(head: Buffer): { encoding: Encoding; skip: number } {
  if (head.length === 0) throw new AppError("csv_unreadable", { reason: "The file is empty." });
  const start = head.toString("hex", 0, 4);
  const foreign = FOREIGN.find(([magic]) => start.startsWith(magic));
  if (foreign) throw new AppError("csv_unreadable", { reason: foreign[1] });
  if (start.startsWith("efbbbf")) return { encoding: "utf-8", skip: 3 };
  if (start.startsWith("fffe")) return { encoding: "utf-16le", skip: 2 };
  if (start.startsWith("feff")) return { encoding: "utf-16be", skip: 2 };
  const wide = byZeros(head);
  if (wide) return { encoding: wide, skip: 0 };
  if (isBinary(head))
    throw new AppError("csv_unreadable", { reason: "This is not a text file. Export the table as CSV first." });
  const whole = head.subarray(0, wholeCharacters(head));
  if (isUtf8(whole)) return { encoding: "utf-8", skip: 0 };
  const { valid, invalid } = mend(whole);
  return { encoding: valid > invalid ? "utf-8" : "windows-1252", skip: 0 };
}

interface Decoder {
  write(bytes: Buffer): Buffer;
  end(): Buffer;
}

function utf8Decoder(): Decoder {
  let carry = Buffer.alloc(0);
  return {
    write(bytes) {
      const joined = Buffer.concat([carry, bytes]);
      const end = wholeCharacters(joined);
      carry = joined.subarray(end);
      const whole = joined.subarray(0, end);
      return isUtf8(whole) ? whole : mend(whole).text;
    },
    end: () => mend(carry).text,
  };
}

function otherDecoder(encoding: Encoding): Decoder {
  const decoder = iconv.getDecoder(encoding);
  // Its big-endian decoder lets go of the first half of a pair at the end of a block.
  let half = "";
  return {
    write(bytes) {
      const text = half + decoder.write(bytes);
      half = /[\ud800-\udbff]$/.exec(text)?.[0] ?? "";
      return Buffer.from(half ? text.slice(0, -1) : text);
    },
    end: () => Buffer.from(half + (decoder.end() ?? "")),
  };
}

/** Finds out a file's encoding by its byte order mark, its zero bytes, or whether it is UTF-8, and decodes it as it comes.
 *  Later bytes that are no UTF-8 in a file that began as such are read as Windows-1252: old exports are mixed like that.
 *  @param known of a later piece of a file whose beginning told it @throws AppError csv_unreadable */
export async function toUtf8(source: AsyncIterable<Uint8Array>, known?: Encoding): Promise<Text> {
  const raw = inBlocks(source, HEAD_BYTES);
  const first = await raw.next();
  const head = first.done ? Buffer.alloc(0) : first.value;
  const { encoding, skip } = known ? { encoding: known, skip: 0 } : detect(head);

  async function* blocks(): AsyncGenerator<Buffer> {
    const decoder = encoding === "utf-8" ? utf8Decoder() : otherDecoder(encoding);
    const clean = (bytes: Buffer) => (bytes.includes(0) ? bytes.filter((byte) => byte !== 0) : bytes);
    yield Buffer.from(clean(decoder.write(head.subarray(skip))));
    for await (const block of raw) yield Buffer.from(clean(decoder.write(block)));
    yield Buffer.from(clean(decoder.end()));
  }
  return { encoding, blocks: blocks() };
}
