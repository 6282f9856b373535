/** Where a campaign's settings are mended: the steps of the wizard and the settings page, as addresses. */

const STEPS = ["basics", "target", "method", "content", "schedule", "review"] as const;
type Step = (typeof STEPS)[number];

const isStep = (step: string | null | undefined): step is Step => STEPS.some((one) => one === step);

export const stepAddress = (campaignId: string, step: Step): string =>
  `/campaigns/create/${step}?campaign=${encodeURIComponent(campaignId)}`;

/** Where a draft was left, so that it is gone on with there. */
export const draftAddress = ({ id, draft_step }: { id: string; draft_step?: string | null | undefined }): string =>
  stepAddress(id, isStep(draft_step) ? draft_step : draft_step === undefined ? "basics" : "review");

const STEP_OF_FIELD: Record<string, Step> = {
  name: "basics",
  description: "basics",
  campaign_type: "basics",
  target_criteria: "target",
  max_recipients: "target",
  outreach_method: "method",
  agent_id: "content",
  call_script: "content",
  message_template: "content",
  voicemail_message: "content",
  variables: "content",
};
const OF_THE_ACCOUNT = ["business_name", "callback_number", "call_concurrency", "postal_address"];

/** Where the field is mended that a launch check names. */
export function fieldAddress(campaignId: string, field: string | undefined): string {
  const name = field?.split(".")[0] ?? "";
  if (OF_THE_ACCOUNT.includes(name)) return "/settings";
  return stepAddress(campaignId, STEP_OF_FIELD[name] ?? (name === "" ? "review" : "schedule"));
}
