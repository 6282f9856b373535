"use client";

import { formatCount } from "../format";
import { Button } from "../ui/button";
import { Notice } from "../ui/notice";
import { Progress } from "../ui/progress";
import type { Sending } from "./send-file";
import { failureText, rowsText, sizeText } from "./words";

/** How far the file is: first how much of it was sent, then what the server has read of it. */
export function SendingProgress({
  sending,
  what,
  onCancel,
}: {
  sending: Sending;
  what: "check" | "import";
  onCancel: () => void;
}) {
  const { sent, total, server } = sending;
  const isSent = sent >= total;
  const count = isSent ? (server?.bytes ?? 0) : sent;
  const phase = !isSent ? "Sending the file" : what === "check" ? "Reading the rows" : "Importing the rows";
  const rows =
    server === null
      ? ""
      : what === "check"
        ? `${rowsText(server.rows)} read, ${formatCount(server.refused)} of them can’t be used`
        : `${rowsText(server.rows)} read, ${formatCount(server.imported)} imported, ${formatCount(server.unchanged)} there already`;
  return (
    <div className="grid gap-3 p-4 sm:p-5">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p role="status" className="font-medium">
          {phase} …
        </p>
        <Button size="sm" onClick={onCancel}>
          {what === "check" ? "Stop reading" : "Stop the import"}
        </Button>
      </div>
      <Progress label={phase} total={total} parts={[{ count: Math.min(count, total), className: "fill-accent" }]} />
      <p className="min-h-5 text-ink-muted tabular-nums">
        {isSent ? rows : `${sizeText(Math.min(sent, total))} of ${sizeText(total)}`}
      </p>
    </div>
  );
}

/** Why a sending failed and what to do. The file and every choice are still there. */
export function SendingFailure({ failure, onRetry }: { failure: unknown; onRetry?: () => void }) {
  const { title, text } = failureText(failure);
  return (
    <Notice kind="danger" role="alert" title={title}>
      {text && <p>{text}</p>}
      {onRetry && (
        <Button size="sm" className="mt-2" onClick={onRetry}>
          Try again
        </Button>
      )}
    </Notice>
  );
}
