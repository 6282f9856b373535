import { type Figures, finished } from "@/lib/core/views";
import { formatCount } from "../format";
import { Progress } from "../ui/progress";

/** Answered, the others that are done, and those being called now, of all that were selected. */
export function CampaignProgress({ figures, className }: { figures: Figures; className?: string }) {
  const under_way = figures.queued + figures.sent;
  return (
    <Progress
      label="Recipients done"
      total={figures.selected}
      className={className ?? ""}
      parts={[
        { count: figures.answered, className: "fill-accent" },
        { count: finished(figures) - figures.answered, className: "fill-line-strong" },
        { count: under_way, className: "animate-breathe fill-info" },
      ]}
    />
  );
}

export function progressText(figures: Figures): string {
  return `${formatCount(finished(figures))} of ${formatCount(figures.selected)}`;
}
