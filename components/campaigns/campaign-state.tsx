import { type MethodWords, methodWords } from "@/lib/core/method-words";
import { finished } from "@/lib/core/progress";
import { pauseReasonText } from "@/lib/core/reasons";
import type { CampaignView, Figures } from "@/lib/core/views";
import { formatCount, formatZonedMoment } from "../format";
import { Notice } from "../ui/notice";
import { STATUS_LABEL } from "./labels";

/** What is going on with a campaign, in one or two sentences. */
export function stateText(campaign: CampaignView, timeZone: string): string {
  const figures = campaign.results;
  const words = methodWords(campaign.outreach_method);
  const moment = (at: string | null) => (at ? ` on ${formatZonedMoment(at, timeZone)}` : "");
  switch (campaign.status) {
    case "draft":
      return "Nobody has been contacted. Its recipients are selected when it starts.";
    case "scheduled":
      return `Starts by itself${moment(campaign.scheduled_at)}. Its recipients are selected then.`;
    case "active":
      return figures ? activeText(figures, words) : "Customers are being contacted.";
    case "paused":
      return figures && figures.sent > 0
        ? `No further ${words.one} begins; ${underWay(figures.sent, words)}.`
        : `No ${words.one} is under way.`;
    case "completed":
      return `Completed${moment(campaign.completed_at)}.`;
    case "cancelled":
      return `Stopped${moment(campaign.completed_at)}.${figures && figures.sent > 0 ? ` ${capital(underWay(figures.sent, words))}.` : ""}`;
  }
}

/** Those that are on their way to an end: calls in progress, messages whose receipt is awaited. */
const underWay = (count: number, { one, many }: MethodWords) =>
  count === 1 ? `1 ${one} is still under way` : `${formatCount(count)} ${many} are still under way`;

const capital = (text: string) => text.replace(/^./, (first) => first.toUpperCase());

function activeText(figures: Figures, words: MethodWords): string {
  const live = figures.queued + figures.sent;
  const waiting =
    figures.pending > 0
      ? ` ${figures.pending === 1 ? "1 waits for its" : `${formatCount(figures.pending)} wait for their`} turn.`
      : "";
  const now =
    live === 0 ? `No ${words.one} is` : live === 1 ? `1 ${words.one} is` : `${formatCount(live)} ${words.many} are`;
  return `${now} under way.${waiting}`;
}

/** For assistive technology: changes with the state and every twentieth of the way, not with every call. */
export function announcement(campaign: CampaignView): string {
  const figures = campaign.results;
  const state = STATUS_LABEL[campaign.status].label.toLowerCase();
  if (!figures || figures.selected === 0) return `Campaign ${state}`;
  const twentieths = Math.floor((20 * finished(figures)) / figures.selected);
  return `Campaign ${state}, ${twentieths * 5} percent done`;
}

export function PauseNotice({ campaign }: { campaign: CampaignView }) {
  if (campaign.status !== "paused") return null;
  const owner = campaign.pause_reason === null || campaign.pause_reason === "owner";
  return (
    <Notice kind={owner ? "info" : "warning"} role="status" title={owner ? "Paused" : "The campaign paused itself"}>
      {pauseReasonText(campaign.pause_reason)}
    </Notice>
  );
}
