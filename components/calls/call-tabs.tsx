import Link from "next/link";
import { formatCount } from "../format";
import { cn } from "../ui/cn";

/** The two lists of calls: every one, and those that wait for the owner. */
export function CallTabs({ view, needsYou }: { view: "needs_you" | undefined; needsYou: number }) {
  const tabs = [
    { href: "/calls", label: "All calls", here: view === undefined },
    { href: "/calls?view=needs_you", label: "Needs you", here: view === "needs_you", count: needsYou },
  ];
  return (
    <nav aria-label="Lists of calls" className="flex gap-1 overflow-x-auto border-b border-line px-2 sm:px-3">
      {tabs.map(({ href, label, here, count }) => (
        <Link
          key={href}
          href={href}
          prefetch={false}
          aria-current={here ? "page" : undefined}
          className={cn(
            "-mb-px flex h-11 shrink-0 items-center gap-2 border-b-2 px-2.5 font-medium -outline-offset-2 transition-colors",
            here ? "border-accent text-ink" : "border-transparent text-ink-muted hover:text-ink",
          )}
        >
          {label}
          {count !== undefined && count > 0 && (
            <span className="rounded-full bg-warning-soft px-2 py-0.5 text-xs tabular-nums text-warning">
              {formatCount(count)}
            </span>
          )}
        </Link>
      ))}
    </nav>
  );
}
