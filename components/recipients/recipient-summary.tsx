import type { RecipientDetail } from "@/lib/core/attempt-view";
import { regionName } from "@/lib/core/leads/regions";
import { rulesText } from "../customers/where";
import { formatCount, formatMoney, formatPhone } from "../format";
import { Badge } from "../ui/badge";
import { RECIPIENT_STATUS_LABEL } from "./labels";
import { OutcomeBadge } from "./outcome-badge";

/** Where somebody stands in the campaign and why, and by which clock they are called. */
export function RecipientSummary({ detail: { recipient, attempts, why } }: { detail: RecipientDetail }) {
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
      {recipient.customer && <p className="text-[0.8125rem] text-ink-muted">{rulesText(recipient.customer)}</p>}
      <WhyText recipient={recipient} why={why} />
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

/** The rule that holds somebody back, and until when by their own clock. */
function WhyText({ recipient, why }: Pick<RecipientDetail, "recipient" | "why">) {
  if (recipient.status === "pending" && !why) return <p className="text-pretty">Waits for their turn.</p>;
  return why && <p className="text-pretty">{why}</p>;
}
