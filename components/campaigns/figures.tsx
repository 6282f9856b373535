import type { Figures as Counts } from "@/lib/core/views";
import { formatCount, formatMoney, formatShare } from "../format";

interface Figure {
  label: string;
  value: string;
  note?: string;
}

function figuresOf(counts: Counts, budget: number | null): Figure[] {
  return [
    { label: "Selected", value: formatCount(counts.selected) },
    {
      label: "Contacted",
      value: formatCount(counts.contacted),
      ...(counts.attempts > 0
        ? { note: `${formatCount(counts.attempts)} ${counts.attempts === 1 ? "call" : "calls"}` }
        : {}),
    },
    {
      label: "Answered",
      value: formatCount(counts.answered),
      ...(counts.contacted > 0 ? { note: `${formatShare(counts.answered, counts.contacted)} of contacted` } : {}),
    },
    {
      label: "Converted",
      value: formatCount(counts.converted),
      ...(counts.answered > 0 ? { note: `${formatShare(counts.converted, counts.answered)} of answered` } : {}),
    },
    { label: "Opted out", value: formatCount(counts.opted_out) },
    { label: "Not reached", value: formatCount(counts.failed) },
    { label: "Skipped", value: formatCount(counts.skipped) },
    {
      label: "Spent",
      value: formatMoney(counts.cost),
      ...(budget !== null
        ? { note: `of ${formatMoney(budget)}` }
        : counts.attempts > 0
          ? { note: `${formatMoney(counts.cost / counts.attempts)} a call` }
          : {}),
    },
  ];
}

/** @param budget in US dollars; null where the campaign has none of its own */
export function FigureGrid({ counts, budget }: { counts: Counts; budget: number | null }) {
  return (
    <dl className="grid grid-cols-2 gap-px overflow-hidden rounded-b-lg border-t border-line bg-line sm:grid-cols-4">
      {figuresOf(counts, budget).map(({ label, value, note }) => (
        <div key={label} className="bg-surface px-4 py-3 sm:px-5">
          <dt className="text-xs text-ink-muted">{label}</dt>
          <dd className="mt-1 text-xl font-semibold tabular-nums tracking-tight">{value}</dd>
          <dd className="h-4 truncate text-xs tabular-nums text-ink-muted">{note}</dd>
        </div>
      ))}
    </dl>
  );
}
