import type { AttemptView } from "@/lib/core/attempt-view";
import { whyAllowed } from "@/lib/core/decision";
import { allowedId } from "./allowed-id";

/** Why this contact was allowed: what the rules looked at when it was decided, in sentences. */
export function Allowed({ attempt }: { attempt: Pick<AttemptView, "id" | "channel" | "decision" | "exceptions"> }) {
  return (
    <section id={allowedId(attempt.id)} className="mt-2 grid scroll-mt-4 gap-2 border-t border-line pt-4">
      <h3 className="text-xs font-medium text-ink-muted">Why this contact was allowed</h3>
      <ul className="grid list-disc gap-1 pl-4 marker:text-ink-muted">
        {whyAllowed(attempt.decision, attempt.channel, attempt.exceptions).map((sentence) => (
          <li key={sentence} className="min-w-0 text-pretty wrap-anywhere">
            {sentence}
          </li>
        ))}
      </ul>
    </section>
  );
}
