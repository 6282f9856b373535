"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import * as z from "zod/mini";
import { type OverrideView, ruleTitle } from "@/lib/core/override-views";
import { api } from "../api";
import { tell } from "../toast";
import { ConfirmDialog } from "../ui/confirm-dialog";

/** Asks before an exception is ended, for it can't be brought back, only made anew. */
export function EndExceptionDialog({ override, onClose }: { override: OverrideView; onClose: () => void }) {
  const router = useRouter();
  const [busy, setBusy] = useState(false);
  async function end() {
    setBusy(true);
    try {
      await api(`/api/overrides/${override.id}/end`, z.object({ id: z.string() }), { method: "POST" });
      tell("success", "The exception is ended. The rule holds again.");
    } catch (error) {
      tell("error", error instanceof Error ? error.message : String(error));
    }
    router.refresh();
    onClose();
  }
  return (
    <ConfirmDialog
      title={`End the exception from “${ruleTitle(override)}”?`}
      confirm="End it now"
      cancel="Leave it"
      busy={busy}
      onConfirm={() => void end()}
      onClose={onClose}
    >
      <p>From now on nobody is contacted by it. Calls that are under way are finished.</p>
    </ConfirmDialog>
  );
}
