import type { CallQuery } from "@/lib/core/calls";
import { formatCount } from "../format";
import { TabLinks } from "../ui/tab-links";
import { LISTS } from "./channels";

/** The lists of contacts: those over each channel, and those over any that wait for the owner. */
export function CallTabs({ query, needsYou }: { query: Pick<CallQuery, "view" | "channel">; needsYou: number }) {
  const { view, channel = "call" } = query;
  const isQueue = view === "needs_you";
  const mark = needsYou > 0 && (
    <span className="rounded-full bg-warning-soft px-2 py-0.5 text-xs tabular-nums text-warning">
      {formatCount(needsYou)}
    </span>
  );
  return (
    <TabLinks
      label="Lists of contacts"
      prefetch={false}
      tabs={[
        { href: "/calls", label: LISTS.call.title, here: !isQueue && channel === "call" },
        { href: "/calls?channel=email", label: LISTS.email.title, here: !isQueue && channel === "email" },
        { href: "/calls?channel=sms", label: LISTS.sms.title, here: !isQueue && channel === "sms" },
        { href: "/calls?view=needs_you", label: "Needs you", here: isQueue, mark },
      ]}
    />
  );
}
