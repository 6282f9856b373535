"use client";

import type { RecipientQuery } from "@/lib/core/campaign";
import { REASON, type Reason } from "@/lib/core/reasons";
import { type Channel, MESSAGE_STAGES, OUTCOMES, RECIPIENT_STAGES, RECIPIENT_STATUSES } from "@/lib/core/words";
import { toAddress } from "../to-address";
import { DownloadLink } from "../ui/download-link";
import { FilterSelect } from "../ui/filter-select";
import { SearchBox } from "../ui/search-box";
import { OUTCOME_LABEL, RECIPIENT_STATUS_LABEL, STAGE_LABEL } from "./labels";

/** Those that a recipient can have, in the order in which an owner would ask for them. */
const REASONS: readonly Reason[] = [
  ...([
    "next_touch",
    "outside_hours",
    "state_hours",
    "minimum_gap",
    "daily_cap",
    "monthly_cap",
    "contact_under_way",
    "reply_waiting",
  ] as const),
  ...([
    "no_answer",
    "busy",
    "voicemail",
    "silent",
    "transfer_failed",
    "provider_failed",
    "capacity",
    "billing",
    "undelivered",
    "bounced",
    "blocked",
    "filtered",
    "landline",
  ] as const),
  ...([
    "invalid_number",
    "invalid_email",
    "no_contact",
    "unknown_time_zone",
    "unknown_region",
    "no_written_consent",
    "no_consent",
    "region_blocked",
    "country_off",
    "do_not_call",
    "number_reassigned",
    "list_too_old",
    "no_open_hours",
    "opted_out",
    "opted_out_channel",
    "wrong_number",
  ] as const),
  ...([
    "came_back",
    "customer_erased",
    "content_incomplete",
    "agreed_meanwhile",
    "excluded",
    "condition_not_met",
    "holdout",
    "campaign_stopped",
  ] as const),
  ...(["outcome_unknown", "not_recorded"] as const),
];

const CHANNEL: Record<Channel, string> = { call: "call", email: "email", sms: "text message" };

/** "At touch 2: text message". */
const touchLabel = (touch: number, channel: Channel | undefined): string =>
  channel ? `At touch ${touch}: ${CHANNEL[channel]}` : `At touch ${touch}`;

export function RecipientFilters({
  campaignId,
  hasMessages,
  touches,
  query,
  change,
}: {
  campaignId: string;
  hasMessages: boolean;
  /** Of a sequence, in their order; one alone is nothing to choose from. */
  touches: Channel[];
  query: RecipientQuery;
  change: (changes: Record<string, string | null>) => void;
}) {
  const { status, stage, touch, outcome, reason, search } = query;
  const filters = toAddress({ status, stage, touch, outcome, reason, search });
  return (
    <div className="flex flex-wrap gap-2 border-b border-line p-3 sm:px-5">
      <SearchBox
        label="Search by name, number or email"
        value={search ?? ""}
        onSearch={(words) => change({ search: words })}
        className="basis-full sm:max-w-80 sm:flex-1 sm:basis-56"
      />
      <FilterSelect
        label="Status"
        all="All statuses"
        value={status}
        values={RECIPIENT_STATUSES}
        labelOf={(one) => RECIPIENT_STATUS_LABEL[one].label}
        onChange={(one) => change({ status: one })}
      />
      <FilterSelect
        label="Progress"
        all="Any progress"
        value={stage}
        values={RECIPIENT_STAGES.filter((one) => hasMessages || one === stage || !MESSAGE_STAGES.includes(one))}
        labelOf={(one) => (one === "reached" && !hasMessages ? "Spoken to" : STAGE_LABEL[one])}
        onChange={(one) => change({ stage: one })}
      />
      {(touches.length > 1 || touch !== undefined) && (
        <FilterSelect<string>
          label="Touch"
          all="At any touch"
          value={touch?.toString()}
          values={touches.map((_, index) => String(index + 1))}
          labelOf={(one) => touchLabel(Number(one), touches[Number(one) - 1])}
          onChange={(one) => change({ touch: one })}
        />
      )}
      <FilterSelect
        label="Outcome"
        all="All outcomes"
        value={outcome}
        values={OUTCOMES}
        labelOf={(one) => OUTCOME_LABEL[one].label}
        onChange={(one) => change({ outcome: one })}
      />
      <span className="flex max-w-full min-w-0 flex-1 basis-40 sm:max-w-60 *:w-full">
        <FilterSelect<string>
          label="Reason"
          all="All reasons"
          value={reason}
          values={REASONS}
          labelOf={(one) => Reflect.get(REASON, one) ?? one}
          onChange={(one) => change({ reason: one })}
        />
      </span>
      <div className="ml-auto flex flex-wrap gap-2 *:h-9">
        <DownloadLink href={`/api/campaigns/${campaignId}/recipients/export${filters ? `?${filters}` : ""}`}>
          Export recipients
        </DownloadLink>
        <DownloadLink href={`/api/campaigns/${campaignId}/results/export`}>Export contacts</DownloadLink>
      </div>
    </div>
  );
}
