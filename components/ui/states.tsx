import { CircleAlert, type LucideIcon, SearchX } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "./button";
import { cn } from "./cn";

export interface StateProps {
  icon: LucideIcon;
  title: string;
  children?: ReactNode;
  action?: ReactNode;
  className?: string;
  heading?: "h1" | "h2" | "h3";
}

/** Nothing to show, and what to do about it. */
export function EmptyState({ icon: Icon, title, children, action, className, heading: Heading = "h2" }: StateProps) {
  return (
    <div className={cn("flex flex-col items-center px-6 py-14 text-center", className)}>
      <span className="mb-4 grid size-11 place-items-center rounded-full bg-sunken text-ink-muted">
        <Icon aria-hidden className="size-5" />
      </span>
      <Heading className="text-base font-semibold">{title}</Heading>
      {children && <div className="mt-1.5 max-w-md text-ink-muted text-pretty">{children}</div>}
      {action && <div className="mt-5 flex flex-wrap justify-center gap-2">{action}</div>}
    </div>
  );
}

/** A list of which these filters, or this page, show nothing: what to try, and the way back. */
export function NothingFound({
  filtered,
  title,
  children,
  onClear,
}: {
  /** Whether it is the filters that let nothing through; else the page lies behind the last one. */
  filtered: boolean;
  title: string;
  children: ReactNode;
  onClear: () => void;
}) {
  return (
    <EmptyState
      icon={SearchX}
      title={filtered ? title : "There is nothing on this page"}
      action={<Button onClick={onClear}>{filtered ? "Clear search and filters" : "To the first page"}</Button>}
    >
      {filtered ? children : "The list has fewer pages."}
    </EmptyState>
  );
}

/** Something failed; `code` is what support asks for. */
export function ErrorState({
  title = "This could not be loaded",
  message,
  code,
  onRetry,
  heading,
}: {
  title?: string;
  message: string;
  code?: string | undefined;
  onRetry?: () => void;
  heading?: "h1" | "h2" | "h3";
}) {
  return (
    <div role="alert">
      <EmptyState
        icon={CircleAlert}
        title={title}
        {...(heading ? { heading } : {})}
        action={
          onRetry && (
            <Button look="primary" onClick={onRetry}>
              Try again
            </Button>
          )
        }
      >
        <p>{message}</p>
        {code && <p className="mt-2 font-mono text-xs">Code: {code}</p>}
      </EmptyState>
    </div>
  );
}
