"use client";

import dynamic from "next/dynamic";
import type { UseFormReturn } from "react-hook-form";
import type { Hours } from "@/lib/core/hours";
import { Card, CardTitle } from "../../ui/card";
import { ChoiceCards } from "../../ui/choice-cards";
import { Skeleton } from "../../ui/skeleton";
import { untilLoaded } from "../../until-loaded";
import { hoursText } from "../hours-text";
import type { ScheduleValues } from "./schedule-values";

const HoursEditor = dynamic(
  () => untilLoaded(() => import("../../ui/hours-editor").then((module) => module.HoursEditor)),
  {
    ssr: false,
    loading: () => <Skeleton className="h-96" />,
  },
);

/** The hours of the campaign; the account's apply to every campaign, and are named here. */
export function HoursPart({ form, accountHours }: { form: UseFormReturn<ScheduleValues>; accountHours: Hours }) {
  const { errors, isSubmitted } = form.formState;
  const kind = form.watch("hours_kind");
  const account = hoursText(accountHours).join("; ");
  const error = errors.hours?.message ?? errors.hours?.root?.message;
  return (
    <Card className="grid gap-5 p-4 sm:p-5">
      <div>
        <CardTitle id="hours-heading">Days and hours</CardTitle>
        <p className="mt-0.5 text-[0.8125rem] text-ink-muted text-pretty">
          In each customer’s own local time. Your business’s hours always apply as well: {account || "none are open"}.
        </p>
      </div>
      <ChoiceCards
        label="Days and hours"
        value={kind}
        choices={[
          { value: "account", title: "Your business’s hours", text: "As in your settings." },
          { value: "own", title: "Only some of them", text: "Choose days and hours for this campaign." },
        ]}
        onChange={(chosen) => form.setValue("hours_kind", chosen, { shouldDirty: true, shouldValidate: isSubmitted })}
      />
      {kind === "own" && (
        <HoursEditor
          labelledBy="hours-heading"
          value={form.watch("hours")}
          onChange={(hours) => form.setValue("hours", hours, { shouldDirty: true, shouldValidate: isSubmitted })}
          error={error}
        />
      )}
    </Card>
  );
}
