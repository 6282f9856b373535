"use client";

import dynamic from "next/dynamic";
import { useEffect } from "react";
import { untilLoaded } from "./until-loaded";
import { useLeaveGuard } from "./use-leave-guard";

const loadDialog = () => import("./ui/confirm-dialog").then((module) => module.ConfirmDialog);
const ConfirmDialog = dynamic(() => untilLoaded(loadDialog), { ssr: false });

/** Asks before a page is left on which something would be lost.
 *  @param text what would be lost */
export function LeaveWarning({
  when,
  text = "What you changed here is not saved yet and would be lost.",
}: {
  when: boolean;
  text?: string;
}) {
  const { asking, stay, leave } = useLeaveGuard(when);
  useEffect(() => {
    if (when) void loadDialog().catch(() => undefined);
  }, [when]);
  if (!asking) return null;
  return (
    <ConfirmDialog
      title="Leave this page?"
      confirm="Leave without it"
      cancel="Stay here"
      onClose={stay}
      onConfirm={leave}
    >
      <p>{text}</p>
    </ConfirmDialog>
  );
}
