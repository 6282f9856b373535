"use client";

import { CalendarHeart, MessageCircleQuestion, Sparkles, Undo2 } from "lucide-react";
import type { CampaignType } from "@/lib/core/words";
import { PURPOSE_LABEL, TYPE_LABEL } from "../../campaigns/labels";
import { ChoiceCards } from "../../ui/choice-cards";
import { Field } from "../../ui/field";
import { Input, Textarea } from "../../ui/input";
import { StepFrame } from "../step-frame";
import { type StepProps, useStep } from "../use-step";
import { type BasicsValues, basicsChange, basicsField, basicsResolver, basicsValues } from "./basics-values";

const TYPES: { value: CampaignType; text: string; icon: typeof Undo2 }[] = [
  { value: "winback", text: "Customers who have not been in touch for half a year.", icon: Undo2 },
  { value: "followup", text: "People who asked about something and then went quiet.", icon: CalendarHeart },
  { value: "promotional", text: "An offer for customers who know you.", icon: Sparkles },
  { value: "feedback", text: "Ask those who came last month how it was.", icon: MessageCircleQuestion },
];

const PURPOSES: { value: BasicsValues["purpose"]; title: string; text: string }[] = [
  {
    value: "marketing",
    title: PURPOSE_LABEL.marketing,
    text: "Calls reach only those who agreed in writing to calls by an AI voice. Emails need no such agreement.",
  },
  {
    value: "informational",
    title: PURPOSE_LABEL.informational,
    text: "About a visit, an order or a question of theirs alone. Calls reach those who agreed to be called, if only by word of mouth.",
  },
];

export function BasicsStep(props: StepProps) {
  const { context } = props;
  const speaker = context.agents.find((agent) => agent.canCall) ?? context.agents[0];
  const { form, draft, frame } = useStep<BasicsValues>(props, {
    step: "basics",
    valuesOf: basicsValues,
    toChange: (values, before) => basicsChange(values, before, speaker?.id ?? null, new Date(context.now)),
    resolver: basicsResolver,
    fieldOf: basicsField,
  });
  const { errors } = form.formState;
  const type = form.watch("campaign_type");
  // Whom it may call was decided by it when it began.
  const isFixed = draft !== null && draft.status !== "draft" && draft.status !== "scheduled";
  return (
    <StepFrame frame={frame} name={form.watch("name")}>
      <Field
        label="Name"
        error={errors.name?.message}
        hint="For you alone; customers never see it."
        className="max-w-xl"
      >
        {(control) => <Input {...control} {...form.register("name")} maxLength={120} autoComplete="off" />}
      </Field>
      <div className="grid gap-2">
        <p className="font-medium">Type</p>
        <ChoiceCards
          label="Type"
          value={type}
          choices={TYPES.map((one) => ({ ...one, title: TYPE_LABEL[one.value] }))}
          onChange={(chosen) => form.setValue("campaign_type", chosen, { shouldDirty: true })}
          className="lg:grid-cols-4"
        />
        {draft && draft.status === "draft" && (
          <p className="text-[0.8125rem] text-ink-muted">
            Another type changes who is called, what is said and how often, but nothing that you wrote or set yourself.
          </p>
        )}
      </div>
      <div className="grid gap-2">
        <p className="font-medium">What it is about</p>
        <ChoiceCards
          label="What it is about"
          value={form.watch("purpose")}
          choices={PURPOSES.map((one) => ({ ...one, disabled: isFixed }))}
          onChange={(chosen) => form.setValue("purpose", chosen, { shouldDirty: true })}
        />
      </div>
      <Field label="Description" optional error={errors.description?.message} className="max-w-xl">
        {(control) => <Textarea {...control} {...form.register("description")} rows={3} maxLength={2000} />}
      </Field>
    </StepFrame>
  );
}
