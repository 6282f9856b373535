/** Which letters a TrueType font has shapes for. Source: OpenType 1.9, table cmap, formats 4 and 12.
 *  @throws Error when the font has no such table */
export function lettersOf(font: Uint8Array): (codePoint: number) => boolean {
  const view = new DataView(font.buffer, font.byteOffset, font.byteLength);
  const cmap = tableAt(view, "cmap");
  const ranges: [first: number, last: number][] = [];
  for (let n = 0; n < view.getUint16(cmap + 2); n++) {
    const at = cmap + view.getUint32(cmap + 4 + n * 8 + 4);
    const format = view.getUint16(at);
    if (format === 4) ranges.push(...segments(view, at));
    else if (format === 12)
      for (let group = 0; group < view.getUint32(at + 12); group++)
        ranges.push([view.getUint32(at + 16 + group * 12), view.getUint32(at + 20 + group * 12)]);
  }
  if (ranges.length === 0) throw new Error("The font does not say which letters it has");
  return (codePoint) => ranges.some(([first, last]) => codePoint >= first && codePoint <= last);
}

function tableAt(view: DataView, name: string): number {
  for (let n = 0; n < view.getUint16(4); n++) {
    const at = 12 + n * 16;
    const tag = String.fromCharCode(...[0, 1, 2, 3].map((byte) => view.getUint8(at + byte)));
    if (tag === name) return view.getUint32(at + 8);
  }
  throw new Error(`The font has no table ${name}`);
}

/** Without the last one, which ends the table and stands for no letter. */
function segments(view: DataView, at: number): [number, number][] {
  const count = view.getUint16(at + 6) / 2;
  const all = Array.from({ length: count }, (_, n): [number, number] => [
    view.getUint16(at + 16 + count * 2 + n * 2),
    view.getUint16(at + 14 + n * 2),
  ]);
  return all.filter(([first]) => first !== 0xffff);
}

/** Marks that only shape or order what stands beside them, and show nothing. */
const UNSEEN = /\p{Default_Ignorable_Code_Point}/gu;
const SPACES = /[\t\u00a0\u2000-\u200a\u202f\u205f\u3000]/g;

/** A text that the font can show: letters without a shape become their code, "[U+5F20]", so that none vanishes. */
export function showable(text: string, has: (codePoint: number) => boolean): string {
  const plain = text.normalize("NFC").replace(/\r\n?/g, "\n").replace(SPACES, " ").replace(UNSEEN, "");
  return Array.from(plain, (letter) => {
    const code = letter.codePointAt(0) ?? 0;
    if (letter === "\n" || has(code)) return letter;
    return code < 0x20 ? " " : `[U+${code.toString(16).toUpperCase().padStart(4, "0")}]`;
  }).join("");
}
