import { formatCount } from "../format";
import { TabLinks } from "../ui/tab-links";

/** The two lists of calls: every one, and those that wait for the owner. */
export function CallTabs({ view, needsYou }: { view: "needs_you" | undefined; needsYou: number }) {
  const mark = needsYou > 0 && (
    <span className="rounded-full bg-warning-soft px-2 py-0.5 text-xs tabular-nums text-warning">
      {formatCount(needsYou)}
    </span>
  );
  return (
    <TabLinks
      label="Lists of calls"
      prefetch={false}
      tabs={[
        { href: "/calls", label: "All calls", here: view === undefined },
        { href: "/calls?view=needs_you", label: "Needs you", here: view === "needs_you", mark },
      ]}
    />
  );
}
