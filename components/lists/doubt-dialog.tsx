"use client";

import { tell } from "../toast";
import { ConfirmDialog } from "../ui/confirm-dialog";
import type { ListUpload } from "./use-list-upload";
import { doubtText } from "./words";

/** Asks whether a file that looks unlike the list before may replace it. Until that is said, the one before counts. */
export function DoubtDialog({ upload: { doubt, forget } }: { upload: ListUpload }) {
  if (!doubt) return null;
  const keep = () => {
    forget();
    tell("success", "Nothing was replaced.", "The file waits under Your lists: discard it there.");
  };
  return (
    <ConfirmDialog
      title="Is this the right file?"
      confirm="Replace it"
      cancel="Keep the list before"
      onClose={keep}
      onConfirm={doubt.replace}
    >
      <p>{doubtText(doubt)}</p>
      <p>Whoever stands on the list before alone may be called and texted again.</p>
    </ConfirmDialog>
  );
}
