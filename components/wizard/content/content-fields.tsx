"use client";

import type { UseFormReturn } from "react-hook-form";
import type { Draft } from "../draft";
import { AgentField, type ContentAgent } from "./agent-field";
import { ContentPreviewPanel } from "./content-preview";
import type { ContentValues } from "./content-values";
import { SequenceEditor } from "./sequence-editor";
import { TouchFields } from "./touch-fields";
import { useContentPlace } from "./use-content-place";
import { VariableFields } from "./variable-fields";
import { WhenFields } from "./when-fields";

export interface ContentFieldsProps {
  form: UseFormReturn<ContentValues>;
  /** Null while the campaign is not saved yet. */
  draft: Pick<Draft, "id" | "campaign_type" | "outreach_method" | "status" | "target_criteria"> | null;
  agents: ContentAgent[];
  businessName: string | null;
  segmentCost: number;
  ownEmail: string;
  /** Seconds within which a call says what it is about. */
  purposeWithin: number;
}

/** What is said, by whom, and how it sounds or looks for real customers. */
export function ContentFields({ form, draft, agents, businessName, ...rest }: ContentFieldsProps) {
  const { segmentCost, ownEmail, purposeWithin } = rest;
  const steps = form.watch("steps");
  const place = useContentPlace(steps);
  const campaignType = draft?.campaign_type ?? "winback";
  const isSequence = draft?.outreach_method === "multi";
  const fields = steps.length > 0 && (
    <TouchFields
      form={form}
      place={place}
      campaignType={campaignType}
      businessName={businessName}
      agentName={agents.find(({ id }) => id === form.watch("agent_id"))?.name ?? null}
      segmentCost={segmentCost}
      purposeWithin={purposeWithin}
    />
  );
  return (
    <div className="grid min-w-0 grid-cols-[minmax(0,1fr)] items-start gap-6 lg:grid-cols-[minmax(0,1fr)_22rem]">
      <div className="grid min-w-0 grid-cols-[minmax(0,1fr)] gap-6">
        <AgentField form={form} agents={agents} speaks={steps.some(({ channel }) => channel === "call")} />
        {isSequence ? (
          <SequenceEditor form={form} place={place} campaignType={campaignType} fixed={draft.status === "paused"}>
            {place.touch > 0 && <WhenFields form={form} index={place.touch} key={place.touch} />}
            {fields}
          </SequenceEditor>
        ) : (
          fields
        )}
        {steps.length > 0 && <VariableFields form={form} />}
      </div>
      {steps.length > 0 && (
        <div className="min-w-0 lg:sticky lg:top-18">
          <ContentPreviewPanel
            form={form}
            place={place}
            campaignId={draft?.id ?? null}
            targetCriteria={draft?.target_criteria ?? {}}
            ownEmail={ownEmail}
          />
        </div>
      )}
    </div>
  );
}
