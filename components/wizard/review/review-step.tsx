"use client";

import { CalendarClock, Phone, Send } from "lucide-react";
import Link from "next/link";
import { useRef, useState } from "react";
import type { AudiencePreview } from "@/lib/core/audience-views";
import { reachText } from "@/lib/core/sequence-reach";
import type { ApiError } from "../../api";
import { RefusalNotice } from "../../campaigns/refusal-notice";
import { formatCount } from "../../format";
import { Button } from "../../ui/button";
import { Card, CardTitle } from "../../ui/card";
import { ConsentGapCard } from "../consent-gap-card";
import { channelsOf, type Draft } from "../draft";
import { REACHED } from "../reached-words";
import { ScheduleEstimate } from "../schedule/estimate-card";
import { scheduleChange, scheduleValues } from "../schedule/schedule-values";
import { StepFrame } from "../step-frame";
import { askedWays, contacted, reachable, useAudience } from "../use-audience";
import { useServerNow } from "../use-server-now";
import { type Step, type StepProps, useStep } from "../use-step";
import { WaysReach } from "../ways-reach";
import { audienceCheck } from "./audience-check";
import { ChecksCard } from "./checks-card";
import { launchText } from "./launch-text";
import { Summary } from "./summary";
import { useChecks } from "./use-checks";
import { useLaunch } from "./use-launch";

/** That there is nothing to see to, with how many it reaches. */
function reachedText(draft: Draft, audience: AudiencePreview | undefined, people: number): string {
  const method = askedWays(draft).outreach_method;
  if (audience?.channels || method === "multi") return audience ? reachText(audience) : "";
  return `${formatCount(people)} ${people === 1 ? "customer" : "customers"} can be ${REACHED[method]}.`;
}

const NOTHING_TYPED = {
  step: "review",
  valuesOf: () => ({}),
  toChange: () => ({}),
  resolver: async () => ({ values: {}, errors: {} }),
  fieldOf: () => undefined,
} as const;

export function ReviewStep(props: StepProps) {
  const { draft, frame } = useStep<Record<string, never>>(props, NOTHING_TYPED);
  return draft ? <Review draft={draft} frame={frame} context={props.context} initial={props.checks} /> : null;
}

interface ReviewProps {
  draft: Draft;
  frame: Step;
  context: StepProps["context"];
  initial: StepProps["checks"];
}

function Review({ draft, frame, context, initial }: ReviewProps) {
  const { timeZone, hours, accountId, hasCustomers } = context;
  const now = useServerNow(context.now);
  const [refusal, setRefusal] = useState<ApiError | null>(null);
  const checksHeading = useRef<HTMLHeadingElement>(null);
  const audience = useAudience(draft.target_criteria, draft);
  const { checks, isReady, error, refetch } = useChecks(draft, accountId, initial);
  const { launch, busy } = useLaunch(draft.id, (refused) => {
    void refetch();
    if (refused.status === 422) setRefusal(refused);
    else frame.tell(refused);
  });

  const checkAgain = () => {
    void refetch();
    void audience.refetch();
  };
  const found = audience.data && reachable(audience.data, draft.max_recipients);
  const people = found === undefined ? undefined : contacted(found, draft.holdout_percent);
  const aboutAudience = audience.data && audienceCheck(audience.data, hasCustomers, draft.purpose);
  const blocked = [...checks, aboutAudience].some((check) => check?.blocking);
  const uncounted = people === undefined && audience.isError && !audience.isFetching;
  const press = () => {
    if (uncounted) return checkAgain();
    if (blocked) return checksHeading.current?.focus();
    setRefusal(null);
    launch();
  };
  const Icon = draft.scheduled_at ? CalendarClock : draft.outreach_method === "call" ? Phone : Send;
  return (
    <StepFrame
      frame={frame}
      aside={
        <ScheduleEstimate
          change={scheduleChange(scheduleValues(draft, timeZone, hours), draft, timeZone)}
          people={people}
          audience={audience.data}
          steps={draft.steps}
          channels={channelsOf(draft)}
          context={context}
          stale={audience.stale}
          error={audience.error}
          onRetry={() => void audience.refetch()}
        />
      }
      action={
        draft.status !== "draft" ? (
          <Button asChild look="primary">
            <Link href={`/campaigns/${draft.id}`}>Done: go to the campaign</Link>
          </Button>
        ) : (
          <Button
            look={blocked ? "secondary" : "primary"}
            busy={busy || (!uncounted && (people === undefined || !isReady))}
            onClick={press}
            aria-describedby={blocked ? "launch-blocked" : undefined}
          >
            <Icon aria-hidden />
            {people === undefined
              ? uncounted
                ? "Count customers again"
                : "Counting customers…"
              : busy
                ? "Starting…"
                : launchText(draft, people, timeZone, now())}
          </Button>
        )
      }
    >
      {refusal && <RefusalNotice refusal={refusal} campaignId={draft.id} />}
      {draft.status === "draft" && (
        <ChecksCard
          ref={checksHeading}
          checks={checks}
          audience={people === undefined ? undefined : (aboutAudience ?? reachedText(draft, audience.data, people))}
          isReady={isReady && people !== undefined}
          error={error ?? audience.error}
          onRetry={checkAgain}
          campaignId={draft.id}
        />
      )}
      {draft.status === "draft" && audience.data?.channels && audience.data.matching > 0 && (
        <Card aria-label="Whom each touch reaches" className="grid gap-3 p-4 sm:p-5">
          <CardTitle>Whom each touch reaches</CardTitle>
          <WaysReach preview={audience.data} timeZone={timeZone} onRetry={() => void audience.refetch()} />
        </Card>
      )}
      {draft.status === "draft" && audience.data && (
        <ConsentGapCard draft={draft} criteria={draft.target_criteria} preview={audience.data} />
      )}
      <Summary draft={draft} context={context} />
      {blocked && (
        <p id="launch-blocked" className="sr-only">
          It can’t start before what is listed above is mended.
        </p>
      )}
    </StepFrame>
  );
}
