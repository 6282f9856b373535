import type { CampaignStatus } from "@/lib/core/words";
import { Badge } from "../ui/badge";
import { STATUS_LABEL } from "./labels";

export function StatusBadge({ status }: { status: CampaignStatus }) {
  const { label, tone } = STATUS_LABEL[status];
  return (
    <Badge tone={tone} live={status === "active"}>
      {label}
    </Badge>
  );
}
