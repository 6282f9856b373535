"use client";

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
  const { agents, businessName, costs, ownEmail } = props.context;
  const { form, draft, frame } = useStep<ContentValues>(props, {
    step: "content",
    valuesOf: contentValues,
    toChange: (values) => ({ ...toContentChange(values) }),
    resolver: contentResolver,
    fieldOf: contentFieldOf,
  });
  return (
    <StepFrame frame={frame}>
      <ContentFields
        form={form}
        draft={draft}
        agents={agents}
        businessName={businessName}
        segmentCost={costs.sms}
        ownEmail={ownEmail}
      />
    </StepFrame>
  );
}
