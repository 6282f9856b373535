import { finished } from "@/lib/core/progress";
import type { Figures } from "@/lib/core/views";
import { formatCount } from "../format";
import { Progress } from "../ui/progress";

/** Answered, the others that are done, and those being called now, of all that were selected. */
export function CampaignProgress({ figures, className }: { figures: Figures; className?: string }) {
  const underWay = figures.queued + figures.sent;
  return (
    <Progress
      label="Recipients done"
      total={figures.selected}
      className={className ?? ""}
      parts={[
        { count: figures.answered, className: "fill-accent" },
        { count: finished(figures) - figures.answered, className: "fill-line-strong" },
        { count: underWay, className: "animate-breathe fill-info" },
      ]}
    />
  );
}

const LEGEND = [
  { label: "Answered", className: "bg-accent" },
  { label: "Done otherwise", className: "bg-line-strong" },
  { label: "Being called", className: "bg-info" },
];

/** What the parts of the bar are. @param live whether somebody may be being called */
export function ProgressLegend({ live }: { live: boolean }) {
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-1 text-xs text-ink-muted">
      {LEGEND.slice(0, live ? 3 : 2).map(({ label, className }) => (
        <li key={label} className="flex items-center gap-1.5">
          <span aria-hidden className={`size-2 rounded-full ${className}`} />
          {label}
        </li>
      ))}
    </ul>
  );
}

export function progressText(figures: Figures): string {
  return `${formatCount(finished(figures))} of ${formatCount(figures.selected)}`;
}
