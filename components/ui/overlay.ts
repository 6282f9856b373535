/** What lies between a dialog and the page behind it. */
export const OVERLAY = "fixed inset-0 z-40 bg-[oklch(0.15_0.02_265/0.5)]";

/** Where the focus goes when a dialog closes. What was asked may have taken away what asked it. */
export function focusAgain(opener: Element | null): void {
  const back = opener?.isConnected ? opener : document.getElementById("content");
  if (back instanceof HTMLElement) back.focus();
}
