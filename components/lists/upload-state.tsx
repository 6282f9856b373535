import * as z from "zod/mini";
import { ApiError } from "../api-error";
import { formatCount } from "../format";
import { sizeText } from "../import/words";
import { Notice } from "../ui/notice";
import { Progress } from "../ui/progress";
import { RefusedLines } from "./refused-lines";
import { isPassing, type ListSending } from "./send-list";
import type { ListUpload } from "./use-list-upload";
import { doneText, isSuspect } from "./words";

const Reason = z.object({ reason: z.string() });

/** How far an upload is, why it failed, or what came of it. */
export function UploadState({ upload: { sending, failure, done } }: { upload: ListUpload }) {
  return (
    <>
      <div aria-live="polite" className="grid gap-3 empty:hidden">
        {sending && <Sent sending={sending} />}
        {done && (
          <Notice kind={isSuspect(done) ? "warning" : "info"} title="The list counts">
            <div className="grid gap-1">
              <p>{doneText(done)}</p>
              {isSuspect(done) && (
                <p>It has less than half of the numbers of the one before. See that it is the right file.</p>
              )}
              {done.list.no_data > 0 && (
                <p>Of {formatCount(done.list.no_data)} the database knew nothing; these are left as they are.</p>
              )}
              <RefusedLines refused={done.list.refused} refusals={done.list.refusals} />
            </div>
          </Notice>
        )}
      </div>
      {failure !== null && <Failure failure={failure} />}
    </>
  );
}

function Sent({ sending: { sent, total, counts, isEnding, isWaiting } }: { sending: ListSending }) {
  const rows = counts ? `${formatCount(counts.rows)} rows read, ${formatCount(counts.refused)} can’t be used.` : "";
  return (
    <>
      <Progress
        label="Upload of the list"
        total={total}
        parts={[{ count: sent, className: "fill-accent" }]}
        className="w-full"
      />
      <p className="text-ink-muted tabular-nums">
        {isWaiting && "The connection broke. It is tried again by itself. "}
        {isEnding ? "Looking for your customers’ numbers…" : `${sizeText(sent)} of ${sizeText(total)}. ${rows}`}
      </p>
    </>
  );
}

function Failure({ failure }: { failure: unknown }) {
  if (!(failure instanceof ApiError))
    return (
      <Notice kind="danger" role="alert" title="The file could not be read">
        Choose it again; it may have been changed or moved.
      </Notice>
    );
  const reason = Reason.safeParse(failure.details);
  if (reason.success)
    return (
      <Notice kind="danger" role="alert" title="This file can’t be read as a list">
        {reason.data.reason}
      </Notice>
    );
  if (failure.code === "too_large")
    return (
      <Notice kind="danger" role="alert" title="This list is too large">
        Take lists of at most 5 million numbers.
      </Notice>
    );
  return (
    <Notice kind="danger" role="alert" title={failure.status === 0 ? "The connection broke" : failure.message}>
      {failure.issues.length > 0
        ? failure.issues.map(({ message }) => message).join(" ")
        : isPassing(failure)
          ? "What was sent is kept. Go on with the upload, and only the rest is sent."
          : null}
    </Notice>
  );
}
