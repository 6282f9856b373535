import type { ReactNode } from "react";

export interface ToastAction {
  label: string;
  onClick: () => void;
}

/** Tells what was done, or in words why not. The toasts load with the first one. One that leads somewhere stays until it is
 *  answered or closed. */
export function tell(kind: "success" | "error", text: string, description?: ReactNode, action?: ToastAction): void {
  const stays = action && kind === "error" ? { duration: Number.POSITIVE_INFINITY } : {};
  void import("sonner").then(({ toast }) =>
    toast[kind](text, { description, ...(action ? { action } : {}), ...stays }),
  );
}

/** Says what was done, with a way back. */
export function offerUndo(text: string, undo: () => void): void {
  void import("sonner").then(({ toast }) =>
    toast(text, { duration: 10_000, action: { label: "Undo", onClick: undo } }),
  );
}
