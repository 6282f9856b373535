import {
  BellOff,
  BellRing,
  CircleSlash,
  FileCheck,
  FileX,
  type LucideIcon,
  Mail,
  Megaphone,
  MessageCircleReply,
  MessageSquareText,
  Pencil,
  Phone,
  Trophy,
} from "lucide-react";
import type { TimelineEntry } from "@/lib/core/customer-views";
import { allowedId } from "../attempts/allowed-id";
import { formatClock, formatDay, formatZonedMoment } from "../format";
import { Badge } from "../ui/badge";
import { cn } from "../ui/cn";
import { TextLink } from "../ui/text-link";
import { openText } from "./labels";
import { lengthOf, textOf, titleOf } from "./timeline-text";

const LOOK: Record<TimelineEntry["kind"], { icon: LucideIcon; className: string }> = {
  lead: { icon: MessageSquareText, className: "bg-info-soft text-info" },
  contact: { icon: Phone, className: "bg-accent-soft text-accent-strong" },
  inbound: { icon: MessageCircleReply, className: "bg-accent-soft text-accent-strong" },
  selected: { icon: Megaphone, className: "bg-sunken text-ink-muted" },
  skipped: { icon: CircleSlash, className: "bg-sunken text-ink-muted" },
  converted: { icon: Trophy, className: "bg-success-soft text-success" },
  suppressed: { icon: BellOff, className: "bg-danger-soft text-danger" },
  lifted: { icon: BellRing, className: "bg-warning-soft text-warning" },
  consent: { icon: FileCheck, className: "bg-success-soft text-success" },
  revoked: { icon: FileX, className: "bg-warning-soft text-warning" },
  changed: { icon: Pencil, className: "bg-sunken text-ink-muted" },
};

/** What an entry's attempt was. */
const openedFrom = ({ kind, detail }: TimelineEntry): string =>
  kind === "suppressed" ? (detail.source ?? "") : kind === "lead" ? "" : (detail.channel ?? "");

export function TimelineItem({ entry, timeZone }: { entry: TimelineEntry; timeZone: string }) {
  const { icon, className } = LOOK[entry.kind];
  const { channel, attempt_id, campaign_id, campaign, status } = entry.detail;
  // Of a consent the day alone was asked.
  const isDayOnly = entry.kind === "consent";
  const Icon =
    entry.kind !== "contact" ? icon : channel === "email" ? Mail : channel === "sms" ? MessageSquareText : icon;
  const [text, length] = [textOf(entry), lengthOf(entry)];
  return (
    <li className="flex gap-3 px-4 py-3 sm:px-5">
      <span className={cn("mt-0.5 grid size-7 shrink-0 place-items-center rounded-full", className)}>
        <Icon aria-hidden className="size-3.5" />
      </span>
      <div className="min-w-0 flex-1">
        <div className="flex flex-wrap items-baseline justify-between gap-x-4">
          <h3 className="font-medium">
            {titleOf(entry)}
            {length && <span className="font-normal text-ink-muted tabular-nums"> · {length}</span>}
          </h3>
          <time
            dateTime={entry.at}
            title={formatZonedMoment(entry.at, timeZone)}
            className="text-xs text-ink-muted tabular-nums"
          >
            {formatDay(entry.at, timeZone)}
            {!isDayOnly && `, ${formatClock(new Date(entry.at), timeZone, false)}`}
          </time>
        </div>
        {text && (
          <p className="mt-0.5 max-w-prose break-words whitespace-pre-line text-ink-muted text-pretty">{text}</p>
        )}
        <p className="mt-0.5 flex flex-wrap items-center gap-x-4 gap-y-1">
          {entry.kind === "lead" && status && <Badge>{status}</Badge>}
          {attempt_id && <TextLink href={`/calls/${attempt_id}`}>{openText(openedFrom(entry))}</TextLink>}
          {entry.kind === "contact" && attempt_id && (
            <TextLink href={`/calls/${attempt_id}#${allowedId(attempt_id)}`}>Why it was allowed</TextLink>
          )}
          {campaign_id && campaign && <TextLink href={`/campaigns/${campaign_id}`}>{campaign}</TextLink>}
        </p>
      </div>
    </li>
  );
}
