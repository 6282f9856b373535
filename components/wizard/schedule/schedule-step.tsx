"use client";

import { useDeferredValue, useMemo } from "react";
import { formatZonedMoment } from "../../format";
import { Card, CardTitle } from "../../ui/card";
import { ChoiceCards } from "../../ui/choice-cards";
import { Field } from "../../ui/field";
import { Input } from "../../ui/input";
import { channelsOf } from "../draft";
import { StepFrame } from "../step-frame";
import { contacted, reachable, useAudience } from "../use-audience";
import { useServerNow } from "../use-server-now";
import { type StepProps, useStep } from "../use-step";
import { ScheduleEstimate } from "./estimate-card";
import { HoldoutPart } from "./holdout-part";
import { HoursPart } from "./hours-part";
import { PacePart } from "./pace-part";
import {
  type ScheduleValues,
  scheduleChange,
  scheduleField,
  scheduleResolver,
  scheduleValues,
} from "./schedule-values";
import { ZoneSelect } from "./zone-select";

export function ScheduleStep(props: StepProps) {
  const { context, draft: sent } = props;
  const { timeZone, hours } = context;
  const now = useServerNow(context.now);
  const resolver = useMemo(() => scheduleResolver(sent, timeZone, now), [sent, timeZone, now]);
  const { form, draft, frame } = useStep<ScheduleValues>(props, {
    step: "schedule",
    valuesOf: (one) => scheduleValues(one, timeZone, hours),
    toChange: (values, before) => scheduleChange(values, before, timeZone),
    resolver,
    fieldOf: scheduleField,
  });
  const values = useDeferredValue(form.watch());
  const audience = useAudience(draft?.target_criteria ?? {}, draft);
  const people = audience.data && reachable(audience.data, draft?.max_recipients ?? null);
  const channels = channelsOf(draft);
  return (
    <StepFrame
      frame={frame}
      aside={
        <ScheduleEstimate
          change={scheduleChange(values, draft, timeZone)}
          people={people === undefined ? undefined : contacted(people, Number(values.holdout))}
          audience={audience.data}
          steps={draft?.steps ?? []}
          channels={channels}
          context={context}
          stale={audience.stale}
          error={audience.error}
          onRetry={() => void audience.refetch()}
        />
      }
    >
      <StartPart form={form} startedAt={draft?.started_at ?? null} zone={timeZone} />
      <HoursPart form={form} accountHours={hours} />
      <PacePart form={form} lines={context.lines} channels={channels} />
      <HoldoutPart form={form} people={people} fixed={draft !== null && draft.started_at !== null} />
    </StepFrame>
  );
}

function StartPart({
  form,
  startedAt,
  zone,
}: {
  form: ReturnType<typeof useStep<ScheduleValues>>["form"];
  startedAt: string | null;
  zone: string;
}) {
  const { errors } = form.formState;
  const start = form.watch("start");
  return (
    <Card className="grid gap-5 p-4 sm:p-5">
      <CardTitle>When it starts</CardTitle>
      {startedAt ? (
        <p className="text-ink-muted">It started on {formatZonedMoment(startedAt, zone)}.</p>
      ) : (
        <>
          <ChoiceCards
            label="When it starts"
            value={start}
            choices={[
              { value: "now", title: "When you start it", text: "With the button of the last step." },
              { value: "later", title: "At a time you choose", text: "It begins by itself." },
            ]}
            onChange={(chosen) => form.setValue("start", chosen, { shouldDirty: true })}
          />
          {start === "later" && (
            <div className="grid items-start gap-4 sm:grid-cols-2">
              <Field label="Day and time" error={errors.at?.message}>
                {(control) => <Input {...control} type="datetime-local" {...form.register("at")} />}
              </Field>
              <Field label="Time zone" error={errors.time_zone?.message} hint="Of the time on the left.">
                {(control) => (
                  <ZoneSelect
                    {...control}
                    className="w-full"
                    current={form.watch("time_zone")}
                    {...form.register("time_zone")}
                  />
                )}
              </Field>
            </div>
          )}
        </>
      )}
    </Card>
  );
}
