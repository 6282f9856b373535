"use client";

import { useEffect, useMemo } from "react";
import { ContentFields } from "./content/content-fields";
import {
  type ContentValues,
  contentFieldOf,
  contentResolver,
  contentValues,
  toContentChange,
} from "./content/content-values";
import { StepFrame } from "./step-frame";
import { type StepProps, useStep } from "./use-step";

export function ContentStep(props: StepProps) {
  const { agents, businessName, costs, ownEmail, purposeWithinSeconds } = props.context;
  const hasAgents = agents.length > 0;
  const resolver = useMemo(() => contentResolver(hasAgents, businessName), [hasAgents, businessName]);
  const { form, draft, frame } = useStep<ContentValues>(props, {
    step: "content",
    valuesOf: contentValues,
    toChange: (values) => ({ ...toContentChange(values) }),
    resolver,
    fieldOf: contentFieldOf,
  });
  const [only, ...more] = agents;
  const chosen = form.watch("agent_id");
  // Here, for the form takes up its values in an effect of its own, after those of what stands in it.
  useEffect(() => {
    // Who has one agent need not choose it.
    if (!chosen && only && more.length === 0) form.setValue("agent_id", only.id);
  }, [chosen, only, more.length, form]);
  return (
    <StepFrame frame={frame}>
      <ContentFields
        form={form}
        draft={draft}
        agents={agents}
        businessName={businessName}
        segmentCost={costs.sms}
        ownEmail={ownEmail}
        purposeWithin={purposeWithinSeconds}
      />
    </StepFrame>
  );
}
