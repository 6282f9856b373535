import type { ReactNode } from "react";

export interface ToastAction {
  label: string;
  onClick: () => void;
}

/** Also what shows them loads it from here, when a page stands: without a connection there must be words for that. */
export const loadToasts = () => import("sonner");
type Toast = Awaited<ReturnType<typeof loadToasts>>["toast"];

function show(one: (toast: Toast) => void): void {
  loadToasts().then(
    ({ toast }) => one(toast),
    () => undefined,
  );
}

/** Tells what was done, or in words why not. One that leads somewhere stays until it is answered or closed. */
export function tell(kind: "success" | "error", text: string, description?: ReactNode, action?: ToastAction): void {
  const stays = action && kind === "error" ? { duration: Number.POSITIVE_INFINITY } : {};
  show((toast) => toast[kind](text, { description, ...(action ? { action } : {}), ...stays }));
}

/** Says what was done, with a way back. */
export function offerUndo(text: string, undo: () => void): void {
  show((toast) => toast(text, { duration: 10_000, action: { label: "Undo", onClick: undo } }));
}
