import { CheckCheck, type LucideIcon, Mail, MessageSquareText, Phone } from "lucide-react";
import Link from "next/link";
import type { Channel } from "@/lib/core/words";
import { Button } from "../ui/button";
import { EmptyState, NothingFound } from "../ui/states";
import { LISTS } from "./channels";

const EMPTY: Record<Channel | "all", { icon: LucideIcon; title: string; text: string }> = {
  call: {
    icon: Phone,
    title: "No calls yet",
    text: "Every call that a campaign places stands here, with what was said. Start one to see the first.",
  },
  email: {
    icon: Mail,
    title: "No emails yet",
    text: "Every email that a campaign sends stands here, with what came back. Start one that writes emails to see the first.",
  },
  sms: {
    icon: MessageSquareText,
    title: "No texts yet",
    text: "Every text message that a campaign sends stands here, with what came back. Start one that writes texts to see the first.",
  },
  all: { icon: Phone, title: "Nobody was contacted yet", text: "Start a campaign to see the first contact." },
};

interface Props {
  channel: Channel | "all";
  queue: boolean;
  filtered: boolean;
  /** The page lies behind the last one. */
  behind: boolean;
  onClear: () => void;
}

export function NoCalls({ channel, queue, filtered, behind, onClear }: Props) {
  if (behind || filtered)
    return (
      <NothingFound filtered={!behind} title={`No ${LISTS[channel].one} matches`} onClear={onClear}>
        Try other words, other days, or fewer filters.
      </NothingFound>
    );
  if (queue)
    return (
      <EmptyState icon={CheckCheck} title="Nothing needs you">
        Here stands whoever wrote back or asked to be called, and whoever had a wrong number, a failed transfer, or a
        contact of which nobody knows what became.
      </EmptyState>
    );
  const { icon, title, text } = EMPTY[channel];
  return (
    <EmptyState
      icon={icon}
      title={title}
      action={
        <Button asChild look="primary">
          <Link href="/campaigns">Go to your campaigns</Link>
        </Button>
      }
    >
      {text}
    </EmptyState>
  );
}
