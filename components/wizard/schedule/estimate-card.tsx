import { useState } from "react";
import type { AudiencePreview } from "@/lib/core/audience-views";
import type { Estimate } from "@/lib/core/estimate";
import type { Hours } from "@/lib/core/hours";
import { sharesOf, uncountedText } from "@/lib/core/sequence-reach";
import type { Channel } from "@/lib/core/words";
import type { Workplace } from "@/lib/core/workplace";
import type { ApiError } from "../../api";
import { formatCount, formatMoney, formatZonedMoment } from "../../format";
import { Button } from "../../ui/button";
import { Card, CardTitle } from "../../ui/card";
import { cn } from "../../ui/cn";
import { Skeleton } from "../../ui/skeleton";
import type { Change, Draft } from "../draft";
import { hoursText } from "../hours-text";
import { expectedOf } from "./estimate-of";

/** What to expect of a schedule, beside it and in the review.
 *  @param change the schedule in the API's words. @param people who would be contacted; undefined while it is not known
 *  @param audience says of a sequence whom each way reaches
 *  @param error why that could not be found out */
export function ScheduleEstimate({
  change,
  people,
  audience,
  steps,
  channels,
  context,
  stale,
  error,
  onRetry,
}: {
  change: Change;
  people: number | undefined;
  audience: AudiencePreview | undefined;
  steps: Draft["steps"];
  channels: Channel[];
  context: Workplace;
  stale: boolean;
  error: ApiError | null;
  onRetry: () => void;
}) {
  const [pageTime] = useState(() => new Date(context.now));
  const shares = audience && sharesOf(audience);
  const expected = people === undefined ? undefined : expectedOf(change, { people, steps, shares }, context, pageTime);
  if (!expected && error) return <NoEstimate error={error} onRetry={onRetry} />;
  return (
    <EstimateCard
      estimate={expected?.estimate}
      people={people ?? 0}
      hours={expected?.hours ?? context.hours}
      timeZone={context.timeZone}
      channels={channels}
      stale={stale}
      missing={audience ? uncountedText(audience) : null}
    />
  );
}

const NoEstimate = ({ error, onRetry }: { error: ApiError; onRetry: () => void }) => (
  <Card className="p-4 sm:p-5">
    <div role="alert" className="grid justify-items-start gap-2">
      <p className="text-danger">What to expect could not be worked out. {error.message}</p>
      <Button size="sm" onClick={onRetry}>
        Try again
      </Button>
    </div>
  </Card>
);

interface EstimateCardProps {
  /** Undefined while it is not known how many there are. */
  estimate: Estimate | undefined;
  people: number;
  /** In which somebody may be called: the account's and the campaign's together. */
  hours: Hours;
  timeZone: string;
  stale: boolean;
  /** Over which ways people are reached. */
  channels: Channel[];
  /** Says whose reach is not known; they are taken to reach everybody. */
  missing: string | null;
}

const MADE: Record<Channel, string> = { call: "Calls in all", email: "Emails in all", sms: "Text messages in all" };

/** About when it ends, what it costs, how many contacts it takes and in which hours. */
function EstimateCard({ estimate, people, hours, timeZone, stale, channels, missing }: EstimateCardProps) {
  if (!estimate)
    return (
      <Card className="p-4 sm:p-5">
        <Skeleton className="h-48" />
      </Card>
    );
  const open = hoursText(hours);
  const onlyCalls = channels.length === 1 && channels[0] === "call";
  const hasEmail = channels.includes("email");
  return (
    <Card aria-label="Estimate" className={cn("grid gap-4 p-4 transition-opacity sm:p-5", stale && "opacity-50")}>
      <CardTitle>About what to expect</CardTitle>
      <dl aria-live="polite" className="grid gap-3 tabular-nums">
        <Entry label="Customers">{formatCount(people)}</Entry>
        {channels.map((channel) => (
          <Entry key={channel} label={MADE[channel]}>
            about {formatCount(estimate.contacts[channel])}
          </Entry>
        ))}
        <Entry label={onlyCalls ? "First call" : "First contact"}>
          {estimate.firstAt ? formatZonedMoment(estimate.firstAt.toISOString(), timeZone) : "Never: no hours are open"}
        </Entry>
        <Entry label="Ends about">{endText(estimate, people, timeZone, onlyCalls)}</Entry>
        <Entry label="Costs about">
          {formatMoney(estimate.cost)}
          {estimate.stopsAtBudget && (
            <span className="mt-0.5 block text-[0.8125rem] text-warning">
              The budget is used up before everybody has been contacted; the campaign then pauses.
            </span>
          )}
        </Entry>
        <Entry label={onlyCalls ? "Calls are made" : hasEmail ? "Calls and texts are made" : "They are made"}>
          {open.length === 0 ? (
            <span className="text-danger">Never: these hours and your business’s have no moment in common.</span>
          ) : (
            open.map((line) => (
              <span key={line} className="block">
                {line}
              </span>
            ))
          )}
        </Entry>
      </dl>
      <p className="text-xs text-ink-muted text-pretty">
        {channels.includes("call") &&
          "If about a third of calls are answered and a call takes a little over a minute. "}
        {channels.length > 1 && "Later touches reach fewer people: those whom the ones before left over. "}
        Hours are each customer’s own local time.
        {missing && ` ${missing} Here it is taken to be everybody.`}
      </p>
    </Card>
  );
}

function endText({ endsAt, firstAt }: Estimate, people: number, timeZone: string, onlyCalls: boolean): string {
  if (people === 0) return `At once: there is nobody to ${onlyCalls ? "call" : "contact"}`;
  if (endsAt) return formatZonedMoment(endsAt.toISOString(), timeZone);
  return firstAt ? "More than a year from now. Choose a faster pace, or fewer customers" : "Never";
}

function Entry({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <div>
      <dt className="text-[0.8125rem] text-ink-muted">{label}</dt>
      <dd className="font-medium">{children}</dd>
    </div>
  );
}
