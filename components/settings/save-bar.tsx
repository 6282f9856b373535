"use client";

import { Check } from "lucide-react";
import { LeaveWarning } from "../leave-warning";
import { Button } from "../ui/button";
import { cn } from "../ui/cn";
import { Notice } from "../ui/notice";
import type { SettingsForm } from "./use-settings-form";

/** Whether everything is saved, and the way to do it. Stays in sight while there is something to save. */
export function SaveBar({ failure, isDirty, isSaving, undo }: Omit<SettingsForm, "form" | "save" | "isAlive">) {
  return (
    <div
      className={cn(
        "-mx-4 -mb-4 grid gap-3 rounded-b-lg border-t border-line bg-surface px-4 py-3 sm:-mx-5 sm:-mb-5 sm:px-5",
        isDirty && "sticky bottom-0 z-10",
      )}
    >
      {failure && <Notice kind="danger" role="alert" title={failure} />}
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <Button look="primary" type="submit" busy={isSaving} disabled={!isDirty && !isSaving}>
          {isSaving ? "Saving…" : "Save changes"}
        </Button>
        {isDirty && !isSaving && (
          <Button look="quiet" onClick={undo}>
            Undo changes
          </Button>
        )}
        <p role="status" className="flex items-center gap-1.5 text-ink-muted">
          {isDirty ? (
            "Not saved yet."
          ) : (
            <>
              <Check aria-hidden className="size-4 text-success" />
              All changes are saved.
            </>
          )}
        </p>
      </div>
      <LeaveWarning when={isDirty} />
    </div>
  );
}
