import { ChevronLeft, ChevronRight } from "lucide-react";
import { Button } from "./button";

export interface PagerProps {
  offset: number;
  limit: number;
  total: number;
  /** What is counted, e.g. "campaigns". */
  noun: string;
  onPage: (offset: number) => void;
}

/** Which part of the whole is on show, and the way to the next. */
export function Pager({ offset, limit, total, noun, onPage }: PagerProps) {
  const last = Math.min(offset + limit, total);
  return (
    <nav
      aria-label={`Pages of ${noun}`}
      className="flex items-center justify-between gap-3 border-t border-line px-4 py-3 sm:px-5"
    >
      <p className="tabular-nums text-ink-muted">
        {total === 0 ? `No ${noun}` : `${offset + 1}–${last} of ${total.toLocaleString("en-US")}`}
      </p>
      <div className="flex gap-2">
        <Button size="sm" disabled={offset === 0} onClick={() => onPage(Math.max(0, offset - limit))}>
          <ChevronLeft aria-hidden />
          Previous
        </Button>
        <Button size="sm" disabled={last >= total} onClick={() => onPage(offset + limit)}>
          Next
          <ChevronRight aria-hidden />
        </Button>
      </div>
    </nav>
  );
}
