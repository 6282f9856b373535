import { MailX } from "lucide-react";
import type { RecipientDetail } from "@/lib/core/attempt-view";
import { AttemptCard } from "../attempts/attempt-card";
import { Card } from "../ui/card";
import { EmptyState } from "../ui/states";
import { RecipientActions } from "./recipient-actions";
import { RecipientSummary } from "./recipient-summary";

/** Everything about one person of a campaign but their name, in a page or in a drawer. */
export function RecipientBody({ detail, timeZone }: { detail: RecipientDetail; timeZone: string }) {
  const { attempts, recipient } = detail;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <RecipientSummary detail={detail} />
      <RecipientActions detail={detail} />
      {attempts.length === 0 && (
        <Card>
          <EmptyState icon={MailX} title="No contact yet">
            Calls and messages appear here as soon as they are made.
          </EmptyState>
        </Card>
      )}
      {/* The latest first: it is what one comes to read. */}
      {attempts.toReversed().map((attempt, at) => (
        <AttemptCard
          key={attempt.id}
          attempt={attempt}
          ordinal={attempts.slice(0, attempts.length - at).filter(({ channel }) => channel === attempt.channel).length}
          agentName={detail.agentName}
          customerName={recipient.name ?? "Customer"}
          customerId={recipient.customer_id}
          contact={recipient}
          timeZone={timeZone}
        />
      ))}
    </div>
  );
}
