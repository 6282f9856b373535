import Link from "next/link";
import type { AudiencePreview } from "@/lib/core/audience-views";
import { type ExplainedCount, explainCounts } from "@/lib/core/explain-places";
import type { Channel } from "@/lib/core/words";
import type { ApiError } from "../../api";
import { formatCount, formatDay } from "../../format";
import { nameOf } from "../../name-of";
import { Button } from "../../ui/button";
import { Card, CardTitle } from "../../ui/card";
import { cn } from "../../ui/cn";
import { Skeleton } from "../../ui/skeleton";
import { TextLink } from "../../ui/text-link";
import { callableNow, reachable, skippedInAll } from "../use-audience";

export interface AudienceCardProps {
  preview: AudiencePreview | undefined;
  error: ApiError | null;
  /** Other numbers are on their way. */
  stale: boolean;
  onRetry: () => void;
  /** Whether the account has any customers. */
  hasCustomers: boolean;
  /** The most that the campaign calls; null is no limit. */
  most: number | null;
  /** Over which they are contacted first. */
  channel: Channel | null;
  timeZone: string;
}

/** How many the criteria find, how many of them can be called, and ten of them. */
export function AudienceCard({
  preview,
  error,
  stale,
  onRetry,
  hasCustomers,
  most,
  channel,
  timeZone,
}: AudienceCardProps) {
  return (
    <Card aria-label="Who this finds" className="grid gap-4 p-4 sm:p-5">
      {preview ? (
        <div className={cn("grid gap-4 transition-opacity", stale && "opacity-50")}>
          <Counts preview={preview} most={most} hasCustomers={hasCustomers} />
          {preview.matching === 0 && !hasCustomers && <NoCustomers />}
          <Reasons title="Skipped" rows={explainCounts(preview, "skip", channel, timeZone)} />
          <Reasons title="Called later" rows={explainCounts(preview, "postpone", channel, timeZone)} />
          <Sample preview={preview} timeZone={timeZone} />
        </div>
      ) : (
        !error && <CardSkeleton />
      )}
      {error && (
        <div role="alert" className="grid justify-items-start gap-2">
          <p className="text-danger">The numbers could not be worked out. {error.message}</p>
          <Button size="sm" onClick={onRetry}>
            Try again
          </Button>
        </div>
      )}
    </Card>
  );
}

function Counts({
  preview,
  most,
  hasCustomers,
}: Pick<AudienceCardProps, "most" | "hasCustomers"> & { preview: AudiencePreview }) {
  const { matching } = preview;
  const called = reachable(preview, most);
  const [now, skipped] = [callableNow(preview), skippedInAll(preview)];
  return (
    <div>
      <CardTitle className="text-ink-muted">Will be called</CardTitle>
      <div aria-live="polite" aria-atomic>
        <p className="mt-1 text-3xl font-semibold tracking-tight tabular-nums">{formatCount(called)}</p>
        <p className="mt-1 text-ink-muted text-pretty">
          {matching === 0
            ? hasCustomers && "Nobody fits all of this. Take something away or widen it."
            : `${formatCount(matching)} ${matching === 1 ? "customer fits" : "customers fit"}, ${formatCount(now)} of them can be called now${
                skipped > 0 ? `, and ${formatCount(skipped)} would be skipped` : ""
              }.`}
          {called < preview.callable && ` The campaign stops at ${formatCount(called)}.`}
        </p>
      </div>
    </div>
  );
}

const NoCustomers = () => (
  <p className="text-pretty">
    You have no customers here yet.{" "}
    <Link href="/customers/import" className="font-medium text-accent underline underline-offset-4">
      Import them
    </Link>{" "}
    and come back: this draft stays in your list.
  </p>
);

/** What a known place mends. */
const PLACELESS = new Set(["unknown_time_zone", "unknown_region"]);

function Reasons({ title, rows }: { title: string; rows: ExplainedCount[] }) {
  if (rows.length === 0) return null;
  return (
    <div className="border-t border-line pt-3">
      <h3 className="text-[0.8125rem] font-medium">{title}</h3>
      <ul className="mt-1.5 grid gap-1.5 text-[0.8125rem]">
        {rows.map(({ reason, text, people }) => (
          <li key={text} className="flex items-baseline justify-between gap-3">
            <span className="text-ink-muted text-pretty">
              {text}
              {PLACELESS.has(reason) && (
                <>
                  {" "}
                  <TextLink inText href="/customers?state=unknown_time_zone">
                    Enter their places
                  </TextLink>
                </>
              )}
            </span>
            <span className="tabular-nums">{formatCount(people)}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Sample({ preview, timeZone }: { preview: AudiencePreview; timeZone: string }) {
  if (preview.sample.length === 0) return null;
  return (
    <div className="border-t border-line pt-3">
      <table className="w-full text-[0.8125rem]">
        <caption className="pb-1.5 text-left font-medium">Some of them</caption>
        <thead className="sr-only">
          <tr>
            <th scope="col">Name</th>
            <th scope="col">Last contact</th>
            <th scope="col">Leads</th>
          </tr>
        </thead>
        <tbody>
          {preview.sample.map((one) => (
            <tr key={one.customer_id} className="align-baseline">
              <th scope="row" className="max-w-32 truncate py-0.5 pr-2 text-left font-normal">
                {nameOf(one)}
              </th>
              <td className="py-0.5 pr-2 whitespace-nowrap text-ink-muted">
                {one.last_contact_at ? formatDay(one.last_contact_at, timeZone) : "Never"}
              </td>
              <td className="py-0.5 text-right whitespace-nowrap text-ink-muted tabular-nums">
                {one.lead_count === 1 ? "1 lead" : `${formatCount(one.lead_count)} leads`}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function CardSkeleton() {
  return (
    <>
      <p className="sr-only" role="status">
        Counting
      </p>
      <Skeleton className="h-16" />
      <Skeleton className="h-64" />
    </>
  );
}
