import { Check, CloudOff, LoaderCircle } from "lucide-react";
import type { SaveState } from "./use-step";

const TEXT: Record<SaveState, string> = {
  new: "",
  saved: "Saved",
  saving: "Saving…",
  unsaved: "Not saved yet",
  offline: "Not saved: no connection. What you typed is kept.",
};

/** Whether what stands on the page is on the server too. */
export function SaveStatus({ state }: { state: SaveState }) {
  const Icon = state === "saved" ? Check : state === "saving" ? LoaderCircle : state === "offline" ? CloudOff : null;
  return (
    <p role="status" className="flex min-h-5 items-center gap-1.5 text-[0.8125rem] text-ink-muted">
      {Icon && <Icon aria-hidden className="size-3.5 shrink-0" />}
      {TEXT[state]}
    </p>
  );
}
