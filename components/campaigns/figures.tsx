import Link from "next/link";
import type { CampaignView, Figures as Counts } from "@/lib/core/views";
import { formatCount, formatMoney, formatShare } from "../format";

/** Where the recipients stand on the campaign's page: a figure leads to those whom it counts. */
export const RECIPIENTS_ID = "recipients";

interface Figure {
  label: string;
  value: string;
  note?: string;
  /** Filters the list of recipients to those who are counted; undefined where it is nobody, or no people. */
  people?: string;
}

type Method = CampaignView["outreach_method"];

/** What calls alone do not have. */
function messageFigures(
  { arrived, clicked }: Counts,
  people: (count: number, filter: string) => Omit<Figure, "label">,
) {
  const share = arrived > 0 ? { note: `${formatShare(clicked, arrived)} of delivered` } : {};
  return [
    { label: "Delivered", ...people(arrived, "stage=arrived") },
    { label: "Clicked", ...people(clicked, "stage=clicked"), ...share },
  ];
}

function figuresOf(counts: Counts, budget: number | null, method: Method): Figure[] {
  const [one, many] =
    method === "call" ? ["call", "calls"] : method === "multi" ? ["contact", "contacts"] : ["message", "messages"];
  const people = (count: number, filter: string) => ({
    value: formatCount(count),
    ...(count > 0 ? { people: filter } : {}),
  });
  return [
    { label: "Selected", ...people(counts.selected, "") },
    {
      label: "Contacted",
      ...people(counts.contacted, "stage=contacted"),
      ...(counts.attempts > 0 ? { note: `${formatCount(counts.attempts)} ${counts.attempts === 1 ? one : many}` } : {}),
    },
    ...(method === "call" ? [] : messageFigures(counts, people)),
    {
      label: "Answered",
      ...people(counts.answered, "status=answered"),
      ...(counts.contacted > 0 ? { note: `${formatShare(counts.answered, counts.contacted)} of contacted` } : {}),
    },
    {
      label: "Converted",
      ...people(counts.converted, "stage=converted"),
      ...(counts.answered > 0 ? { note: `${formatShare(counts.converted, counts.answered)} of answered` } : {}),
    },
    { label: "Opted out", ...people(counts.opted_out, "status=opted_out") },
    { label: "Not reached", ...people(counts.failed, "status=failed") },
    { label: "Skipped", ...people(counts.skipped, "status=skipped") },
    {
      label: "Spent",
      value: formatMoney(counts.cost),
      ...(budget !== null
        ? { note: `of ${formatMoney(budget)}` }
        : counts.attempts > 0
          ? { note: `${formatMoney(counts.cost / counts.attempts)} a ${one}` }
          : {}),
    },
  ];
}

/** @param budget in US dollars; null where the campaign has none of its own */
export function FigureGrid({
  campaignId,
  counts,
  budget,
  method,
}: {
  campaignId: string;
  counts: Counts;
  budget: number | null;
  method: Method;
}) {
  return (
    <dl className="grid grid-cols-2 gap-px overflow-hidden rounded-b-lg border-t border-line bg-line sm:grid-cols-4 [&>:last-child:nth-child(4n+2)]:sm:col-span-3">
      {figuresOf(counts, budget, method).map(({ label, value, note, people }) => (
        <div key={label} className="relative bg-surface px-4 py-3 has-[a:hover]:bg-sunken sm:px-5">
          <dt className="text-xs text-ink-muted">{label}</dt>
          <dd className="mt-1 text-xl font-semibold tabular-nums tracking-tight">
            {people === undefined ? (
              value
            ) : (
              <Link
                href={`/campaigns/${campaignId}${people && `?${people}`}#${RECIPIENTS_ID}`}
                prefetch={false}
                // The whole tile is the link.
                className="underline decoration-line-strong decoration-1 underline-offset-4 after:absolute after:inset-0"
              >
                {value}
                <span className="sr-only"> {label.toLowerCase()}, show them</span>
              </Link>
            )}
          </dd>
          <dd className="h-4 truncate text-xs tabular-nums text-ink-muted">{note}</dd>
        </div>
      ))}
    </dl>
  );
}
