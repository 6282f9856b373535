"use client";

import { RefreshCw } from "lucide-react";
import { Button } from "../ui/button";
import { Notice } from "../ui/notice";
import type { useSetupReport } from "./use-setup-report";

/** Asks the providers again, and says in words when that did not work. */
export function CheckAgain({ error, isChecking, report, checkAgain }: ReturnType<typeof useSetupReport>) {
  return (
    <div className="grid gap-3">
      <div className="flex flex-wrap items-center gap-3">
        <Button size="sm" busy={isChecking} onClick={checkAgain}>
          <RefreshCw aria-hidden />
          Check again
        </Button>
        {/* Its place is kept, so that the list below stays where it is. */}
        <p role="status" className="min-h-10 basis-full text-ink-muted sm:min-h-0 sm:basis-auto">
          {isChecking ? "Checking …" : report ? "Checked just now, with requests that change nothing." : ""}
        </p>
      </div>
      {error && !isChecking && (
        <Notice kind="warning" role="alert" title="This could not be checked">
          {error.message}
        </Notice>
      )}
    </div>
  );
}
