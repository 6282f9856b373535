import { reasonText } from "@/lib/core/reasons";
import type { RecipientView } from "@/lib/core/views";
import { formatZonedMoment } from "../format";
import { Badge } from "../ui/badge";
import { RECIPIENT_STATUS_LABEL } from "./labels";
import { nameOf } from "./name-of";
import { OutcomeBadge } from "./outcome-badge";
import { formatPhone } from "./phone";

/** Who it is, where they stand in the campaign and why. */
export function RecipientSummary({ recipient, timeZone }: { recipient: RecipientView; timeZone: string }) {
  const { label, tone } = RECIPIENT_STATUS_LABEL[recipient.status];
  const contacts = [recipient.phone && formatPhone(recipient.phone), recipient.email].filter(Boolean);
  const waits = recipient.status === "pending" && recipient.reason !== null && recipient.next_attempt_at;
  return (
    <div>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h1 className="min-w-0 text-2xl font-semibold tracking-tight break-words">{nameOf(recipient)}</h1>
        <Badge tone={tone} live={recipient.status === "sent"}>
          {label}
        </Badge>
        {recipient.outcome && <OutcomeBadge outcome={recipient.outcome} />}
        {recipient.converted_at && <Badge tone="success">Converted</Badge>}
      </div>
      <p className="mt-1 tabular-nums text-ink-muted">{contacts.join(" · ") || "No number or email"}</p>
      {recipient.reason && (
        <p className="mt-2 text-pretty">
          {reasonText(recipient.reason)}
          {waits && ` Next attempt ${formatZonedMoment(waits, timeZone)}.`}
        </p>
      )}
    </div>
  );
}
