import { MAX_LINE_BYTES, PART_BYTES } from "@/lib/core/list-limits";

/** A piece of a file, [start, end) in bytes. */
export interface Part {
  start: number;
  end: number;
}

const LINE_FEED = 10;
const RETURN = 13;

/** Cuts a file into parts of whole lines, the same ones of the same file every time. Nothing but a look at each end is read.
 *  @param size of a part, to which the rest of its last line comes; even */
export async function cutFile(file: Blob, size = PART_BYTES): Promise<Part[]> {
  const wide = await widthOf(file);
  const parts: Part[] = [];
  for (let start = 0; start < file.size; ) {
    const from = start + size;
    const end = from >= file.size ? file.size : await endOfLine(file, from, wide);
    parts.push({ start, end });
    start = end;
  }
  return parts;
}

type Width = "one" | "le" | "be";

/** Of a character: two bytes in UTF-16, of which spreadsheets' exports have the mark at the beginning. */
async function widthOf(file: Blob): Promise<Width> {
  const [first = 1, second = 1] = new Uint8Array(await file.slice(0, 2).arrayBuffer());
  if ((first === 0xff && second === 0xfe) || second === 0) return "le";
  return (first === 0xfe && second === 0xff) || first === 0 ? "be" : "one";
}

async function endOfLine(file: Blob, from: number, width: Width): Promise<number> {
  const bytes = new Uint8Array(await file.slice(from, from + MAX_LINE_BYTES).arrayBuffer());
  const found = positionOf(bytes, LINE_FEED, width) ?? positionOf(bytes, RETURN, width);
  return Math.min(from + (found ?? bytes.length), file.size);
}

/** Behind the first such sign; null where there is none. */
function positionOf(bytes: Uint8Array, sign: number, width: Width): number | null {
  if (width === "one") {
    const at = bytes.indexOf(sign);
    return at < 0 ? null : at + 1;
  }
  const low = width === "le" ? 0 : 1;
  for (let at = 0; at + 1 < bytes.length; at += 2)
    if (bytes[at + low] === sign && bytes[at + 1 - low] === 0) return at + 2;
  return null;
}
