"use client";

import type { CallRow } from "@/lib/core/call-views";
import { ContactLinks } from "../attempts/contact-links";
import { CorrectionForm } from "../attempts/correct-outcome";
import { formatZonedMoment } from "../format";
import { nameOf } from "../name-of";
import { Dialog } from "../ui/dialog";

/** What somebody wrote back, ways to answer, and the question what it comes to. */
export function ReplyDialog({ call, timeZone, onClose }: { call: CallRow; timeZone: string; onClose: () => void }) {
  return (
    <Dialog
      title={`${nameOf(call)} wrote back`}
      description={
        call.replied_at ? `${formatZonedMoment(call.replied_at, timeZone)} · ${call.campaign_name}` : undefined
      }
      onClose={onClose}
    >
      <div className="grid gap-4">
        <blockquote className="max-h-64 overflow-y-auto rounded-lg bg-accent-soft px-3.5 py-2 leading-relaxed break-words whitespace-pre-wrap">
          {call.reply ?? "What they wrote is not kept any more."}
        </blockquote>
        <ContactLinks contact={call} />
        <CorrectionForm attemptId={call.id} outcome={null} answers="reply" onClose={onClose} />
      </div>
    </Dialog>
  );
}
