import { type CampaignStatus, DRAFT_STEPS, type DraftStep, type OutreachMethod } from "@/lib/core/words";
import type { Draft } from "./draft";

export const STEP_TEXT: Record<DraftStep, { label: string; heading: string; text: string }> = {
  basics: {
    label: "Basic info",
    heading: "What is this campaign for?",
    text: "The type brings along who is called, what is said and how often. You can change all of it.",
  },
  target: {
    label: "Target",
    heading: "Who should be reached?",
    text: "Everybody who fits all of what you choose here.",
  },
  method: {
    label: "Method",
    heading: "How do you reach them?",
    text: "One way, or several one after the other. You can prepare what is not set up yet.",
  },
  content: {
    label: "Content",
    heading: "What is said?",
    text: "Your agent opens each call with the script, then listens and answers by itself.",
  },
  schedule: {
    label: "Schedule",
    heading: "When, how fast and how often?",
    text: "The usual is filled in. Nobody is ever called or texted outside the hours that the law and your settings allow.",
  },
  review: {
    label: "Review",
    heading: "Is everything right?",
    text: "Nobody is contacted before you press the button below.",
  },
};

const CONTENT: Record<OutreachMethod, { heading: string; text: string }> = {
  call: { heading: STEP_TEXT.content.heading, text: STEP_TEXT.content.text },
  email: {
    heading: "What do you write?",
    text: "Each customer gets an email of their own, with a way to unsubscribe.",
  },
  sms: {
    heading: "What do you write?",
    text: "Each customer gets a text of their own. Short ones are read, and cost less.",
  },
  multi: {
    heading: "What happens, one after the other?",
    text: "A response, a booking or an opt-out ends the sequence for that customer. Nobody is in two touches at once.",
  },
};

/** What a step asks, for this campaign. */
export const stepText = (step: DraftStep, method: OutreachMethod): { heading: string; text: string } =>
  step === "content" ? CONTENT[method] : STEP_TEXT[step];

const place = (step: DraftStep): number => DRAFT_STEPS.indexOf(step);
export const stepAfter = (step: DraftStep): DraftStep => DRAFT_STEPS[place(step) + 1] ?? "review";
export const stepBefore = (step: DraftStep): DraftStep | null => DRAFT_STEPS[place(step) - 1] ?? null;
export const stepNumber = (step: DraftStep): number => place(step) + 1;

/** Whether a draft has come so far. One that was made in another way has all of it already. */
export function isReachable(step: DraftStep, draft: Draft | null): boolean {
  if (!draft) return step === "basics";
  return draft.status !== "draft" || draft.draft_step === null || place(step) <= place(draft.draft_step);
}

/** The furthest step, now that `step` is seen; null when that is no news. */
export function furthest(step: DraftStep, draft: Draft | null): DraftStep | null {
  if (!draft) return step;
  return draft.status === "draft" && draft.draft_step && place(step) > place(draft.draft_step) ? step : null;
}

/** Why a step can't be changed in the campaign's state. The database has the last word. */
export function lockedText(step: DraftStep, status: CampaignStatus): string | null {
  if (status === "paused" && (step === "target" || step === "method"))
    return "The campaign has chosen whom it contacts, so this stays as it is. For other customers, make a new campaign.";
  if (status === "active" && (step === "target" || step === "method" || step === "content"))
    return step === "content"
      ? "The campaign is running. Pause it on its page to change what is said."
      : "The campaign is running, so this stays as it is. For other customers, make a new campaign.";
  return null;
}
