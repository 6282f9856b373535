/** Types a text at the cursor, in place of what is selected, as if the person had: the field keeps the focus, and undo takes it
 *  back. @returns false when there is no room for it */
export function insertText(area: HTMLTextAreaElement, text: string): boolean {
  const { selectionStart, selectionEnd, value, maxLength } = area;
  if (maxLength >= 0 && value.length - (selectionEnd - selectionStart) + text.length > maxLength) return false;
  area.focus();
  // Out of date as it is, nothing else writes into the browser's own history of a field.
  if (document.execCommand("insertText", false, text)) return true;
  area.setRangeText(text, selectionStart, selectionEnd, "end");
  area.dispatchEvent(new Event("input", { bubbles: true }));
  return true;
}

/** The same in place of everything. */
export function replaceText(area: HTMLTextAreaElement, text: string): boolean {
  area.focus();
  area.setSelectionRange(0, area.value.length);
  return insertText(area, text);
}
