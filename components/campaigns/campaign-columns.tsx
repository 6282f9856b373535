import { draftAddress } from "@/lib/core/draft-address";
import type { CampaignView } from "@/lib/core/views";
import { formatCount } from "../format";
import { TimeAgo } from "../time-ago";
import { type Columns, columnsOf } from "../ui/data-table";
import { RowLink } from "../ui/row-link";
import { CampaignProgress, progressText } from "./campaign-progress";
import { CampaignRowActions } from "./campaign-row-actions";
import { METHOD_LABEL, TYPE_LABEL } from "./labels";
import { NextActivity } from "./next-activity";
import { StatusBadge } from "./status-badge";

const column = columnsOf<CampaignView>();
const NUMBER = "text-right tabular-nums";

export interface ListClock {
  /** The server's time when the page was made, ISO 8601. */
  now: string;
  /** The engine's at the same moment: a rehearsal's clock is set to another time. */
  engineNow: string;
  timeZone: string;
}

export function campaignColumns(clock: ListClock): Columns<CampaignView> {
  return column.columns([
    column.display({
      id: "name",
      header: "Name",
      meta: { className: "min-w-40 max-w-44 sm:max-w-80", sort: "name" },
      cell: ({ row: { original: campaign } }) => (
        <>
          <RowLink href={campaign.status === "draft" ? draftAddress(campaign) : `/campaigns/${campaign.id}`}>
            {campaign.name}
          </RowLink>
          <span className="block truncate text-xs text-ink-muted lg:hidden">
            {TYPE_LABEL[campaign.campaign_type]} · {METHOD_LABEL[campaign.outreach_method]}
          </span>
        </>
      ),
    }),
    column.display({
      id: "type",
      header: "Type",
      meta: { className: "hidden whitespace-nowrap text-ink-muted lg:table-cell" },
      cell: ({ row }) => TYPE_LABEL[row.original.campaign_type],
    }),
    column.display({
      id: "method",
      header: "Method",
      meta: { className: "hidden whitespace-nowrap text-ink-muted lg:table-cell" },
      cell: ({ row }) => METHOD_LABEL[row.original.outreach_method],
    }),
    column.display({
      id: "status",
      header: "Status",
      meta: { sort: "status" },
      cell: ({ row }) => <StatusBadge status={row.original.status} />,
    }),
    column.display({
      id: "progress",
      header: "Progress",
      meta: { className: "w-48 min-w-36", sort: "progress" },
      cell: ({ row }) => <ProgressCell campaign={row.original} />,
    }),
    column.display({
      id: "answered",
      header: "Answered",
      meta: { className: NUMBER, sort: "answered" },
      cell: ({ row }) => formatCount(row.original.results?.answered ?? 0),
    }),
    column.display({
      id: "converted",
      header: "Converted",
      meta: { className: NUMBER, sort: "converted" },
      cell: ({ row }) => formatCount(row.original.results?.converted ?? 0),
    }),
    column.display({
      id: "next",
      header: "Next activity",
      meta: { className: "min-w-32 whitespace-nowrap tabular-nums", sort: "next" },
      cell: ({ row }) => <NextActivity at={row.original.next_at ?? null} clock={clock} />,
    }),
    column.display({
      id: "updated",
      header: "Updated",
      meta: { className: "min-w-28 whitespace-nowrap text-ink-muted", sort: "updated" },
      cell: ({ row }) => <TimeAgo at={lastChange(row.original)} now={clock.now} />,
    }),
    column.display({
      id: "actions",
      header: () => <span className="sr-only">Actions</span>,
      meta: { className: "w-px" },
      cell: ({ row }) => <CampaignRowActions campaign={row.original} />,
    }),
  ]);
}

/** Of the campaign itself or of its counts. */
const lastChange = ({ updated_at, results }: CampaignView): string =>
  results && Date.parse(results.updated_at) > Date.parse(updated_at) ? results.updated_at : updated_at;

function ProgressCell({ campaign: { results, status } }: { campaign: CampaignView }) {
  // As high as a bar with its figures, so that a row keeps its height when a campaign starts.
  if (!results || results.selected === 0)
    return (
      <span className="grid h-8 content-center text-ink-muted">
        {status === "draft" ? "Not started" : "Nobody selected"}
      </span>
    );
  return (
    <div className="grid h-8 content-center gap-1.5">
      <CampaignProgress figures={results} />
      <span className="text-xs tabular-nums text-ink-muted">{progressText(results)}</span>
    </div>
  );
}
