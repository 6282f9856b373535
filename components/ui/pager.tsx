import { ChevronLeft, ChevronRight } from "lucide-react";
import { Button } from "./button";
import { pageRange } from "./page-range";

export interface PagerProps {
  offset: number;
  limit: number;
  total: number;
  /** There are more than `total`. */
  more?: boolean | undefined;
  /** What is counted, e.g. "campaigns". */
  noun: string;
  onPage: (offset: number) => void;
}

/** Which part of the whole is on show, and the way to the next. */
export function Pager({ offset, limit, total, more = false, noun, onPage }: PagerProps) {
  const { text, previous, next } = pageRange({ offset, limit, total, noun, more });
  return (
    <nav
      aria-label={`Pages of ${noun}`}
      className="flex items-center justify-between gap-3 border-t border-line px-4 py-3 sm:px-5"
    >
      <p className="tabular-nums text-ink-muted">{text}</p>
      <div className="flex gap-2">
        <Button size="sm" disabled={previous === null} onClick={() => previous !== null && onPage(previous)}>
          <ChevronLeft aria-hidden />
          Previous
        </Button>
        <Button size="sm" disabled={next === null} onClick={() => next !== null && onPage(next)}>
          Next
          <ChevronRight aria-hidden />
        </Button>
      </div>
    </nav>
  );
}
