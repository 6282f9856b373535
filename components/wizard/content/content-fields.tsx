"use client";

import { useEffect } from "react";
import type { UseFormReturn } from "react-hook-form";
import type { Criteria } from "@/lib/core/criteria";
import { EXAMPLES, isExample } from "@/lib/core/examples";
import { LONG_FIRST_MESSAGE_SECONDS, LONG_VOICEMAIL_SECONDS } from "@/lib/core/spoken-length";
import type { CAMPAIGN_TYPES } from "@/lib/core/words";
import { AgentField, type ContentAgent } from "./agent-field";
import { ContentPreviewPanel } from "./content-preview";
import type { ContentValues } from "./content-values";
import { ScriptEditor } from "./script-editor";
import { VariableFields } from "./variable-fields";

export interface ContentFieldsProps {
  form: UseFormReturn<ContentValues>;
  /** Null while the campaign is not saved yet. */
  campaignId: string | null;
  campaignType: (typeof CAMPAIGN_TYPES)[number];
  targetCriteria: Criteria;
  agents: ContentAgent[];
}

const LONG = {
  call_script: {
    seconds: LONG_FIRST_MESSAGE_SECONDS,
    text: `People want to answer sooner: keep what is said first under ${LONG_FIRST_MESSAGE_SECONDS} seconds.`,
  },
  voicemail_message: {
    seconds: LONG_VOICEMAIL_SECONDS,
    text: `Answering machines may cut it off: keep it under ${LONG_VOICEMAIL_SECONDS} seconds.`,
  },
} as const;

/** What is said, by whom, and how it sounds for real customers. */
export function ContentFields({ form, campaignId, campaignType, targetCriteria, agents }: ContentFieldsProps) {
  const { errors } = form.formState;
  const [only, ...more] = agents;
  const chosen = form.watch("agent_id");
  useEffect(() => {
    // Who has one agent need not choose it.
    if (!chosen && only && more.length === 0) form.setValue("agent_id", only.id);
  }, [chosen, only, more.length, form]);
  const examples = (field: "call_script" | "voicemail_message") =>
    EXAMPLES[campaignType].map((example) => ({ title: example.title, text: example[field] }));
  return (
    <div className="grid min-w-0 items-start gap-6 lg:grid-cols-[minmax(0,1fr)_22rem]">
      <div className="grid min-w-0 gap-6">
        <AgentField form={form} agents={agents} />
        <ScriptEditor
          label="Script"
          value={form.watch("call_script")}
          error={errors.call_script?.message}
          field={form.register("call_script")}
          maxLength={4000}
          long={LONG.call_script}
          examples={examples("call_script")}
          isExample={isExample}
          hint={
            <p className="text-[0.8125rem] text-ink-muted">
              For a value that may be missing, add your own words:{" "}
              <code className="text-xs">{"{service_type|your visit}"}</code>
            </p>
          }
        />
        <ScriptEditor
          label="Voicemail message"
          optional
          value={form.watch("voicemail_message")}
          error={errors.voicemail_message?.message}
          field={form.register("voicemail_message")}
          maxLength={1000}
          long={LONG.voicemail_message}
          examples={examples("voicemail_message")}
          isExample={isExample}
        />
        <VariableFields form={form} />
      </div>
      <div className="min-w-0 lg:sticky lg:top-18">
        <ContentPreviewPanel form={form} campaignId={campaignId} targetCriteria={targetCriteria} />
      </div>
    </div>
  );
}
