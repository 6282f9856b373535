import Link from "next/link";
import type { AudiencePreview } from "@/lib/core/audience-views";
import { explainCounts } from "@/lib/core/explain-places";
import type { Channel } from "@/lib/core/words";
import type { ApiError } from "../../api";
import { formatCount, formatDay } from "../../format";
import { nameOf } from "../../name-of";
import { Button } from "../../ui/button";
import { Card, CardTitle } from "../../ui/card";
import { cn } from "../../ui/cn";
import { Skeleton } from "../../ui/skeleton";
import { ReachReasons } from "../reach-reasons";
import { REACHED } from "../reached-words";
import { callableNow, reachable, skippedInAll } from "../use-audience";
import { WaysReach } from "../ways-reach";

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
  /** Over which they are contacted; null of a sequence. */
  channel: Channel | null;
  /** Of a sequence: nothing is written yet. */
  hasNoTouches: boolean;
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
  hasNoTouches,
  timeZone,
}: AudienceCardProps) {
  return (
    <Card aria-label="Who this finds" className="grid gap-4 p-4 sm:p-5">
      {preview ? (
        <div className={cn("grid gap-4 transition-opacity", stale && "opacity-50")}>
          <Counts preview={preview} {...{ most, hasCustomers, channel, hasNoTouches }} />
          {preview.matching === 0 && !hasCustomers && <NoCustomers />}
          {preview.channels ? (
            preview.matching > 0 && <WaysReach preview={preview} timeZone={timeZone} onRetry={onRetry} />
          ) : (
            <WhyNot preview={preview} channel={channel} timeZone={timeZone} />
          )}
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

type Counted = { preview: AudiencePreview };

function WhyNot({ preview, channel, timeZone }: Counted & Pick<AudienceCardProps, "channel" | "timeZone">) {
  const skipped = explainCounts(preview, "skip", channel, timeZone);
  const waiting = explainCounts(preview, "postpone", channel, timeZone);
  return (
    <>
      {skipped.length > 0 && (
        <div className="border-t border-line pt-3">
          <ReachReasons title="Skipped" rows={skipped} />
        </div>
      )}
      {waiting.length > 0 && (
        <div className="border-t border-line pt-3">
          <ReachReasons title={channel === "call" ? "Called later" : "Later"} rows={waiting} />
        </div>
      )}
    </>
  );
}

function Counts({
  preview,
  most,
  hasCustomers,
  channel,
  hasNoTouches,
}: Counted & Pick<AudienceCardProps, "most" | "hasCustomers" | "channel" | "hasNoTouches">) {
  const { matching, channels } = preview;
  const fits = `${formatCount(matching)} ${matching === 1 ? "customer fits" : "customers fit"}`;
  const people = reachable(preview, most);
  const all = channels ? matching : preview.callable;
  return (
    <div>
      <CardTitle className="text-ink-muted">
        {channels ? "In the sequence" : `Will be ${REACHED[channel ?? "call"]}`}
      </CardTitle>
      <div aria-live="polite" aria-atomic>
        <p className="mt-1 text-3xl font-semibold tracking-tight tabular-nums">{formatCount(people)}</p>
        <p className="mt-1 text-ink-muted text-pretty">
          {matching === 0
            ? hasCustomers && "Nobody fits all of this. Take something away or widen it."
            : channels
              ? `${fits}. ${hasNoTouches ? "No touches are written yet, so this is whom each way could reach." : "Each touch reaches whom it may, and is passed over for the others."}`
              : `${fits}, ${reachedNow(preview, channel ?? "call")}.`}
          {people < all && ` The campaign stops at ${formatCount(people)}.`}
        </p>
      </div>
    </div>
  );
}

function reachedNow(preview: AudiencePreview, channel: Channel): string {
  const skipped = skippedInAll(preview);
  const now = `${formatCount(callableNow(preview))} of them can be ${REACHED[channel]} now`;
  return skipped > 0 ? `${now}, and ${formatCount(skipped)} would be skipped` : now;
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
