import { PatchCampaign } from "@/lib/core/campaign";
import { isExampleStep, stepsForMethod } from "@/lib/core/sequence-examples";
import type { Step } from "@/lib/core/steps";
import type { CampaignType, OutreachMethod } from "@/lib/core/words";
import { resolverOf, schemaProblems } from "../../form-problems";
import { type Change, type Draft, writtenSteps } from "../draft";

export interface MethodValues {
  outreach_method: OutreachMethod;
  /** What goes with the method. */
  steps: Step[];
}

export const methodValues = (draft: Draft | null): MethodValues => ({
  outreach_method: draft?.outreach_method ?? "call",
  steps: draft ? writtenSteps(draft) : [],
});

export const methodField = (path: string) => (path === "outreach_method" ? path : undefined);

export const methodChange = ({ outreach_method, steps }: MethodValues): Change => ({ outreach_method, steps });

export const methodResolver = resolverOf<MethodValues>((values) =>
  schemaProblems(PatchCampaign, methodChange(values), methodField),
);

/** The touches that a method begins with: those it had when it was left on this page, or those that fit of what is written. */
export const touchesFor = (
  method: OutreachMethod,
  kept: Partial<Record<OutreachMethod, Step[]>>,
  written: Step[],
  type: CampaignType,
): Step[] => kept[method] ?? stepsForMethod(method, written, type);

/** How many touches with words of one's own give way. */
export const lostTouches = (before: Step[], after: Step[]): number =>
  before.filter(
    (step) => !isExampleStep(step) && !after.some((one) => one.channel === step.channel && one.body === step.body),
  ).length;

const SENT_A_MINUTE = 60;
const CALLS_A_MINUTE = 10;

/** Messages need not wait for each other as calls do: a pace that nobody chose fits the method. */
export function paceFor(method: OutreachMethod, draft: Draft | null): Change {
  const now = draft?.rate_limit_per_minute;
  if (now !== SENT_A_MINUTE && now !== CALLS_A_MINUTE) return {};
  const fits = method === "email" || method === "sms" ? SENT_A_MINUTE : CALLS_A_MINUTE;
  return { rate_limit_per_minute: fits };
}
