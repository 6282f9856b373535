import { DRAFT_STEPS, type DraftStep } from "./words";

/** Where a campaign's settings are mended: the steps of the wizard and the settings page, as addresses. */

export const isStep = (step: string | null | undefined): step is DraftStep => DRAFT_STEPS.some((one) => one === step);

export const stepHref = (step: DraftStep, campaignId: string): string =>
  `/campaigns/create/${step}?campaign=${encodeURIComponent(campaignId)}`;

/** Where a draft was left, so that it is gone on with there. */
export const draftAddress = ({ id, draft_step }: { id: string; draft_step?: string | null | undefined }): string =>
  stepHref(isStep(draft_step) ? draft_step : draft_step === undefined ? "basics" : "review", id);

const STEP_OF_FIELD: Record<string, DraftStep> = {
  name: "basics",
  description: "basics",
  campaign_type: "basics",
  purpose: "basics",
  target_criteria: "target",
  max_recipients: "target",
  outreach_method: "method",
  agent_id: "content",
  call_script: "content",
  message_template: "content",
  voicemail_message: "content",
  subject: "content",
  preview_text: "content",
  steps: "content",
  variables: "content",
};
const OF_THE_ACCOUNT = [
  "business_name",
  "callback_number",
  "call_concurrency",
  "postal_address",
  "email_sender",
  "sms_sender",
  "overrides",
];

/** The step that mends the field which a launch check names, or the settings of the account. */
export function stepOfField(field: string | undefined): DraftStep | "settings" | "lists" {
  const name = field?.split(".")[0] ?? "";
  if (name === "do_not_call_lists") return "lists";
  if (OF_THE_ACCOUNT.includes(name)) return "settings";
  return STEP_OF_FIELD[name] ?? (name === "" ? "review" : "schedule");
}

/** Where something is mended that stands in a launch's way. */
export type Mend = DraftStep | "settings" | "lists" | "import";

/** The address of what mends a field; of a sequence with the touch and the variant that it is about. */
export const mendHref = (mend: Mend, campaignId: string, field = ""): string => {
  if (mend === "import") return "/customers/import";
  if (mend === "settings") return field === "overrides" ? "/settings/overrides" : "/settings";
  if (mend === "lists") return "/settings/lists";
  const [, touch, variant] = /^steps\.(\d)(?:\.variants\.(\d))?/.exec(field) ?? [];
  const place = touch === undefined ? "" : `&touch=${Number(touch) + 1}`;
  return `${stepHref(mend, campaignId)}${place}${variant === undefined ? "" : `&variant=${"BCDE"[Number(variant)] ?? ""}`}`;
};

export const fieldAddress = (campaignId: string, field: string | undefined): string =>
  mendHref(stepOfField(field), campaignId, field);
