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
        campaignId={draft?.id ?? null}
        campaignType={draft?.campaign_type ?? "winback"}
        targetCriteria={draft?.target_criteria ?? {}}
        agents={props.context.agents}
      />
    </StepFrame>
  );
}
