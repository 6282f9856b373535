/** Numbers as text fields hold them. What is no number stays one that the API's schema refuses. */

export const toNumber = (text: string): number | null => (text.trim() === "" ? null : Number(text.trim()));
export const fromNumber = (value: number | null | undefined): string =>
  value === null || value === undefined ? "" : String(value);
