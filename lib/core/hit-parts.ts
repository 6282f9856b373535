const MARK_ON = "\ue000";
const MARK_OFF = "\ue001";

/** A hit as pieces of plain text, those that were found marked. Nothing of what a caller said is ever taken for HTML. */
export function hitParts(hit: string): { text: string; found: boolean }[] {
  const parts: { text: string; found: boolean }[] = [];
  for (const [index, piece] of hit.split(MARK_ON).entries()) {
    const [inside = "", ...rest] = piece.split(MARK_OFF);
    if (index === 0) parts.push({ text: piece.replaceAll(MARK_OFF, ""), found: false });
    else parts.push({ text: inside, found: true }, { text: rest.join(""), found: false });
  }
  return parts.filter((part) => part.text !== "");
}
