import type { CampaignView } from "@/lib/core/views";
import { formatCount } from "../format";
import { TimeAgo } from "../time-ago";
import { type Columns, columnsOf } from "../ui/data-table";
import { RowLink } from "../ui/row-link";
import { CampaignActions } from "./campaign-actions";
import { CampaignProgress, progressText } from "./campaign-progress";
import { METHOD_LABEL, TYPE_LABEL } from "./labels";
import { StatusBadge } from "./status-badge";

const column = columnsOf<CampaignView>();
const NUMBER = "text-right tabular-nums";

/** @param now the server's time when the page was made, ISO 8601 */
export function campaignColumns(now: string): Columns<CampaignView> {
  return column.columns([
    column.display({
      id: "name",
      header: "Name",
      meta: { className: "min-w-40 max-w-44 sm:max-w-80" },
      cell: ({ row: { original: campaign } }) => (
        <>
          <RowLink href={`/campaigns/${campaign.id}`}>{campaign.name}</RowLink>
          <span className="text-xs text-ink-muted">
            {TYPE_LABEL[campaign.campaign_type]} · {METHOD_LABEL[campaign.outreach_method]}
          </span>
        </>
      ),
    }),
    column.display({ id: "status", header: "Status", cell: ({ row }) => <StatusBadge status={row.original.status} /> }),
    column.display({
      id: "progress",
      header: "Progress",
      meta: { className: "w-52 min-w-36" },
      cell: ({ row }) => <ProgressCell campaign={row.original} />,
    }),
    column.display({
      id: "answered",
      header: "Answered",
      meta: { className: NUMBER },
      cell: ({ row }) => formatCount(row.original.results?.answered ?? 0),
    }),
    column.display({
      id: "converted",
      header: "Converted",
      meta: { className: NUMBER },
      cell: ({ row }) => formatCount(row.original.results?.converted ?? 0),
    }),
    column.display({
      id: "updated",
      header: "Updated",
      meta: { className: "whitespace-nowrap text-ink-muted" },
      cell: ({ row }) => <TimeAgo at={lastChange(row.original)} now={now} />,
    }),
    column.display({
      id: "actions",
      header: () => <span className="sr-only">Actions</span>,
      meta: { className: "w-px" },
      cell: ({ row }) => (
        <div className="flex justify-end [&>div]:flex-nowrap [&>div]:gap-1">
          <CampaignActions compact campaign={row.original} />
        </div>
      ),
    }),
  ]);
}

/** Of the campaign itself or of its counts. */
const lastChange = ({ updated_at, results }: CampaignView): string =>
  results && Date.parse(results.updated_at) > Date.parse(updated_at) ? results.updated_at : updated_at;

function ProgressCell({ campaign: { results, status } }: { campaign: CampaignView }) {
  if (!results || results.selected === 0)
    return <span className="text-ink-muted">{status === "draft" ? "Not started" : "Nobody selected"}</span>;
  return (
    <div className="grid gap-1.5">
      <CampaignProgress figures={results} />
      <span className="text-xs tabular-nums text-ink-muted">{progressText(results)}</span>
    </div>
  );
}
