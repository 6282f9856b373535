import type { FieldErrors, Resolver } from "react-hook-form";
import type { z } from "zod";
import { type CampaignVariables, CreateCampaign } from "@/lib/core/campaign";
import type { Criteria } from "@/lib/core/criteria";
import type { CAMPAIGN_TYPES } from "@/lib/core/words";
import { issueText } from "../issue-text";
import { EXAMPLE_SCRIPT, EXAMPLE_VOICEMAIL } from "./examples";

/** What the form's fields hold: text, under the names that the API gives them. */
export interface CampaignFormValues {
  name: string;
  campaign_type: (typeof CAMPAIGN_TYPES)[number];
  agent_id: string;
  target_criteria: { last_contact_days: string; status: string; min_leads: string };
  call_script: string;
  voicemail_message: string;
  variables: { promotion: string };
  rate_limit_per_minute: string;
}

export const FIELDS = [
  "name",
  "campaign_type",
  "agent_id",
  "target_criteria.last_contact_days",
  "target_criteria.status",
  "target_criteria.min_leads",
  "call_script",
  "voicemail_message",
  "variables.promotion",
  "rate_limit_per_minute",
] as const;
export type FieldName = (typeof FIELDS)[number];
export const isField = (path: string): path is FieldName => FIELDS.some((field) => field === path);

/** A new campaign's values. */
export const newValues = (agentId: string): CampaignFormValues => ({
  name: "",
  campaign_type: "winback",
  agent_id: agentId,
  target_criteria: { last_contact_days: "180", status: "", min_leads: "1" },
  call_script: EXAMPLE_SCRIPT.winback,
  voicemail_message: EXAMPLE_VOICEMAIL,
  variables: { promotion: "" },
  rate_limit_per_minute: "10",
});

/** What an existing campaign has; `criteria` and `variables` as the API gives them. */
export interface Existing {
  id: string;
  name: string;
  campaign_type: CampaignFormValues["campaign_type"];
  agent_id: string | null;
  criteria: Criteria;
  variables: CampaignVariables;
  call_script: string;
  voicemail_message: string | null;
  rate_limit_per_minute: number;
}

export const valuesOf = (campaign: Existing): CampaignFormValues => ({
  name: campaign.name,
  campaign_type: campaign.campaign_type,
  agent_id: campaign.agent_id ?? "",
  target_criteria: {
    last_contact_days: campaign.criteria.last_contact_days?.toString() ?? "",
    status: campaign.criteria.status ?? "",
    min_leads: campaign.criteria.min_leads?.toString() ?? "",
  },
  call_script: campaign.call_script,
  voicemail_message: campaign.voicemail_message ?? "",
  variables: { promotion: campaign.variables.promotion ?? "" },
  rate_limit_per_minute: String(campaign.rate_limit_per_minute),
});

const text = (value: string) => (value.trim() === "" ? undefined : value);
const number = (value: string) => (value.trim() === "" ? undefined : Number(value));

/** The body of `POST /api/campaigns`, or of a `PATCH`. Criteria and variables that the form doesn't show stay as they were. */
export function toInput(values: CampaignFormValues, before?: Existing): Record<string, unknown> {
  const { last_contact_days, status, min_leads } = values.target_criteria;
  return {
    name: values.name,
    campaign_type: values.campaign_type,
    outreach_method: "call",
    agent_id: values.agent_id,
    target_criteria: dropUnset({
      ...before?.criteria,
      last_contact_days: number(last_contact_days),
      status: text(status),
      min_leads: number(min_leads),
    }),
    call_script: values.call_script,
    variables: dropUnset({ ...before?.variables, promotion: text(values.variables.promotion) }),
    voicemail_message: text(values.voicemail_message) ?? null,
    ...dropUnset({ rate_limit_per_minute: number(values.rate_limit_per_minute) }),
  };
}

const dropUnset = (fields: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));

/** Checks with the API's own schema, so that the form can't know other rules than the API. */
export const resolver: Resolver<CampaignFormValues> = async (values) => {
  const parsed = CreateCampaign.safeParse(toInput(values));
  if (parsed.success) return { values, errors: {} };
  const errors: FieldErrors<CampaignFormValues> = {};
  for (const issue of parsed.error.issues) put(errors, issue);
  return { values: {}, errors };
};

function put(errors: FieldErrors<CampaignFormValues>, issue: z.core.$ZodIssue): void {
  const [group, field] = issue.path.map(String);
  const error = { type: issue.code, message: issueText(issue) };
  if (group === "target_criteria" && field) errors.target_criteria = { ...errors.target_criteria, [field]: error };
  else if (group === "variables" && field) errors.variables = { ...errors.variables, [field]: error };
  else if (group && isField(group)) Object.assign(errors, { [group]: error });
}
