import type { RecipientDetail } from "@/lib/core/attempt-view";
import { regionName } from "@/lib/core/leads/regions";
import { reasonText } from "@/lib/core/reasons";
import { formatCount, formatMoney, formatPhone, formatZonedMoment } from "../format";
import { Badge } from "../ui/badge";
import { RECIPIENT_STATUS_LABEL } from "./labels";
import { OutcomeBadge } from "./outcome-badge";

/** Where somebody stands in the campaign and why, and by which clock they are called. */
export function RecipientSummary({
  detail: { recipient, attempts },
  timeZone,
}: {
  detail: RecipientDetail;
  timeZone: string;
}) {
  const { label, tone } = RECIPIENT_STATUS_LABEL[recipient.status];
  return (
    <div className="grid gap-2">
      <div className="flex flex-wrap items-center gap-2">
        <Badge tone={tone} live={recipient.status === "sent"}>
          {label}
        </Badge>
        {recipient.outcome && <OutcomeBadge outcome={recipient.outcome} />}
        {recipient.converted_at && <Badge tone="success">Converted</Badge>}
      </div>
      <p className="tabular-nums text-ink-muted">{factsOf(recipient, attempts).join(" · ")}</p>
      <WhyText recipient={recipient} timeZone={timeZone} />
    </div>
  );
}

function factsOf(recipient: RecipientDetail["recipient"], made: RecipientDetail["attempts"]): string[] {
  const { attempts, cost, customer } = recipient;
  const noun = made.every(({ channel }) => channel === "call") ? "call" : "contact";
  return [
    recipient.phone && formatPhone(recipient.phone),
    recipient.email,
    customer?.region && regionName(customer.region),
    attempts > 0 && `${formatCount(attempts)} ${noun}${attempts === 1 ? "" : "s"}`,
    cost > 0 && formatMoney(cost),
  ].filter((fact) => typeof fact === "string");
}

/** The rule that holds somebody back, in words, and until when by their own clock. */
function WhyText({ recipient, timeZone }: { recipient: RecipientDetail["recipient"]; timeZone: string }) {
  const { reason, status, next_attempt_at: next, customer } = recipient;
  const [ownZone] = customer?.time_zones ?? [];
  if (status === "pending" && !reason) return <p className="text-pretty">Waits for their turn.</p>;
  if (!reason) return null;
  return (
    <p className="text-pretty">
      {reasonText(reason)}
      {status === "pending" && next && (
        <>
          {" Next contact "}
          <time dateTime={next} className="font-medium whitespace-nowrap">
            {formatZonedMoment(next, ownZone ?? timeZone)}
          </time>
          {ownZone && " (their time)"}.
        </>
      )}
    </p>
  );
}
