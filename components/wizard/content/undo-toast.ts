/** Says what was done, with a way back. */
export function offerUndo(text: string, undo: () => void): void {
  void import("sonner").then(({ toast }) =>
    toast(text, { duration: 10_000, action: { label: "Undo", onClick: undo } }),
  );
}
