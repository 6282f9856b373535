import Link from "next/link";
import type { ReactNode } from "react";
import { Button } from "../ui/button";
import { Notice } from "../ui/notice";
import type { Draft } from "./draft";
import type { Trouble } from "./use-saver";

const AGAIN = "What you typed is still here.";

/** Why something could not be saved, and the way on. Nothing that was typed is lost by any of it. */
export function TroubleNotice({
  trouble,
  draft,
  onSaveAsNew,
}: {
  trouble: Trouble;
  draft: Draft | null;
  onSaveAsNew: () => void;
}) {
  const { kind, error } = trouble;
  // The dialog of an ended session says it already.
  if (error.code === "not_signed_in") return null;
  const asNew = <Button onClick={onSaveAsNew}>Save as a new draft</Button>;
  switch (kind) {
    case "gone":
      return (
        <Told title="This campaign has been deleted, perhaps in another tab." actions={asNew}>
          {AGAIN} Save it as a new draft to go on, or go back to the list.
        </Told>
      );
    case "locked":
      return (
        <Told
          title={
            error.code === "campaign_not_editable"
              ? "This could not be saved: the campaign has been started or has ended meanwhile."
              : error.message
          }
          actions={
            <>
              {draft && (
                <Button asChild look="primary">
                  <Link href={`/campaigns/${draft.id}`}>Open the campaign</Link>
                </Button>
              )}
              {asNew}
            </>
          }
        >
          {AGAIN} Pause the campaign to change it, or keep what you typed as a new draft.
        </Told>
      );
    case "offline":
      return (
        <Told title={error.message}>
          {draft ? "It is tried again by itself." : "Press Next once more in a moment."}
        </Told>
      );
    case "refused":
      return <Told title={error.message}>{list(error.issues.map((issue) => issue.message))}</Told>;
  }
}

function Told({ title, children, actions }: { title: string; children: ReactNode; actions?: ReactNode }) {
  return (
    <Notice kind="danger" role="alert" title={title}>
      {children}
      {actions && <div className="mt-3 flex flex-wrap gap-2">{actions}</div>}
    </Notice>
  );
}

const list = (lines: string[]): ReactNode =>
  lines.length > 0 && (
    <ul className="list-disc pl-4">
      {[...new Set(lines)].map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
