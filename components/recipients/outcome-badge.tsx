import type { RecipientView } from "@/lib/core/views";
import { Badge } from "../ui/badge";
import { OUTCOME_LABEL } from "./labels";

export function OutcomeBadge({ outcome }: { outcome: RecipientView["outcome"] }) {
  if (!outcome) return <span className="text-ink-muted">–</span>;
  const { label, tone } = OUTCOME_LABEL[outcome];
  return <Badge tone={tone}>{label}</Badge>;
}
