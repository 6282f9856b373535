import { PatchCampaign } from "@/lib/core/campaign";
import { changeType, presetOf } from "@/lib/core/presets";
import { stepsForType } from "@/lib/core/sequence-examples";
import type { CampaignType } from "@/lib/core/words";
import { resolverOf, schemaProblems } from "../../form-problems";
import { type Change, type Draft, writtenSteps } from "../draft";

export interface BasicsValues {
  name: string;
  description: string;
  campaign_type: CampaignType;
  purpose: "marketing" | "informational";
}

const FIELDS = ["name", "description", "campaign_type", "purpose"] as const;
export const basicsField = (path: string) => FIELDS.find((field) => field === path);

export const basicsValues = (draft: Draft | null): BasicsValues => ({
  name: draft?.name ?? "",
  description: draft?.description ?? "",
  campaign_type: draft?.campaign_type ?? "winback",
  purpose: draft?.purpose ?? "marketing",
});

const ownFields = ({ name, description, campaign_type, purpose }: BasicsValues): Change => ({
  name,
  description: description.trim() || null,
  campaign_type,
  purpose,
});

/** A new campaign gets all that its type brings along; another type brings what nobody has changed by hand.
 *  @param now the server's time, for what is counted back from the day it was made */
export function basicsChange(values: BasicsValues, draft: Draft | null, agentId: string | null, now: Date): Change {
  const fields = ownFields(values);
  if (!draft) return { ...fields, outreach_method: "call", agent_id: agentId, ...presetOf(values.campaign_type, now) };
  if (values.campaign_type === draft.campaign_type || draft.status !== "draft") return fields;
  const [step] = draft.steps;
  const current = {
    target_criteria: draft.target_criteria,
    call_script: step?.body ?? null,
    voicemail_message: step?.voicemail ?? null,
    max_attempts: draft.max_attempts,
    retry_gaps: draft.retry_gaps,
  };
  const changed = changeType(current, values.campaign_type, new Date(draft.created_at));
  if (draft.outreach_method === "call" && !step) return { ...fields, ...changed };
  const { call_script: _, voicemail_message: _voicemail, ...plan } = changed;
  return { ...fields, ...plan, steps: stepsForType(writtenSteps(draft), values.campaign_type) };
}

export const basicsResolver = resolverOf<BasicsValues>((values) =>
  schemaProblems(PatchCampaign, ownFields(values), basicsField),
);
