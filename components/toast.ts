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
