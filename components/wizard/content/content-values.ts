import type { FieldPath } from "react-hook-form";
import { MAX_SPOKEN } from "@/lib/core/call-content";
import { CampaignVariables, type PatchCampaign, PatchCampaign as PatchSchema } from "@/lib/core/campaign";
import { checkContent } from "@/lib/core/content";
import { disclosed } from "@/lib/core/disclosure";
import type { Step, Variant, Words } from "@/lib/core/steps";
import type { Channel, Condition, OutreachMethod, VariantName } from "@/lib/core/words";
import { type Problem, resolverOf, schemaProblems } from "../../form-problems";
import { toNumber } from "../numbers";

/** What one variant of a touch says, as fields hold it. */
export interface WordsValues {
  subject: string;
  preview_text: string;
  body: string;
  voicemail: string;
  weight: string;
}
export interface VariantValues extends WordsValues {
  name: VariantName;
}
export interface StepValues extends WordsValues {
  channel: Channel;
  wait: string;
  unit: WaitUnit;
  condition: Condition;
  variants: VariantValues[];
}
/** What the content step's fields hold: text, under the names of the API. */
export interface ContentValues {
  agent_id: string;
  steps: StepValues[];
  variables: { promotion: string; service_type: string; offer_code: string; booking_link: string };
}
export type CampaignVariable = keyof ContentValues["variables"];
export const CAMPAIGN_VARIABLES = ["promotion", "service_type", "offer_code", "booking_link"] as const;

/** Where the words of a variant stand in the form. */
export type WordsPath = `steps.${number}` | `steps.${number}.variants.${number}`;

export const UNIT_MINUTES = { minutes: 1, hours: 60, days: 1440 } as const;
export type WaitUnit = keyof typeof UNIT_MINUTES;

/** What of a campaign the step is about. */
export interface ContentDraft {
  agent_id: string | null;
  outreach_method: OutreachMethod;
  variables: unknown;
  steps: Step[];
}

export const BLANK: Words = { subject: null, preview_text: null, body: "", voicemail: null };

const wordsValues = ({ subject, preview_text, body, voicemail, weight }: Words & { weight: number }): WordsValues => ({
  ...{ subject: subject ?? "", preview_text: preview_text ?? "", body, voicemail: voicemail ?? "" },
  weight: String(weight),
});

export function stepValues(step: Step): StepValues {
  const { channel, wait_minutes: minutes, condition, variants } = step;
  const unit = minutes % 1440 === 0 && minutes > 0 ? "days" : minutes % 60 === 0 ? "hours" : "minutes";
  return {
    ...wordsValues(step),
    ...{ channel, condition, unit, wait: String(minutes / UNIT_MINUTES[unit]) },
    variants: variants.map((variant) => ({ ...wordsValues(variant), name: variant.name })),
  };
}

/** A campaign over one way has one touch, also before it is written. */
function stepsOf(draft: ContentDraft | null): Step[] {
  const { outreach_method: method, steps } = draft ?? { outreach_method: "call", steps: [] };
  if (method === "multi") return steps;
  const [first] = steps;
  const blank = { ...BLANK, wait_minutes: 0, condition: "always" as const, weight: 50, variants: [] };
  return [first ? { ...first, channel: method } : { ...blank, channel: method }];
}

export function contentValues(draft: ContentDraft | null): ContentValues {
  const known = CampaignVariables.safeParse(draft?.variables).data ?? {};
  const { promotion = "", service_type = "", offer_code = "", booking_link = "" } = known;
  return {
    agent_id: draft?.agent_id ?? "",
    steps: stepsOf(draft).map(stepValues),
    variables: { promotion, service_type, offer_code, booking_link },
  };
}

const orNull = (text: string): string | null => (text.trim() ? text : null);

const toWords = (values: WordsValues, channel: Channel): Words & { weight: number } => ({
  subject: channel === "email" ? orNull(values.subject) : null,
  preview_text: channel === "email" ? orNull(values.preview_text) : null,
  body: values.body,
  voicemail: channel === "call" ? orNull(values.voicemail) : null,
  weight: toNumber(values.weight) ?? Number.NaN,
});

export const toStep = (values: StepValues, index: number): Step => ({
  channel: values.channel,
  wait_minutes: index === 0 ? 0 : (toNumber(values.wait) ?? Number.NaN) * UNIT_MINUTES[values.unit],
  condition: index === 0 ? "always" : values.condition,
  ...toWords(values, values.channel),
  variants: values.variants.map((variant): Variant => ({ ...toWords(variant, values.channel), name: variant.name })),
});

/** The part of a `PATCH` that these fields say. */
export const toContentChange = ({
  agent_id,
  steps,
  variables,
}: ContentValues): Pick<PatchCampaign, "agent_id" | "steps" | "variables"> => ({
  agent_id: agent_id || null,
  steps: steps.map(toStep),
  variables: writtenVariables(variables),
});

/** Those that have a value, as they are spoken; a link may be written without its scheme. */
export function writtenVariables(variables: ContentValues["variables"]): CampaignVariables {
  const written = CAMPAIGN_VARIABLES.flatMap((name) => {
    const value = variables[name].trim();
    return value ? [[name, name === "booking_link" ? withScheme(value) : value]] : [];
  });
  return Object.fromEntries(written);
}

const withScheme = (link: string) => (/^[a-z][a-z0-9+.-]*:/i.test(link) ? link : `https://${link}`);

/** The form's field for a path of the API. */
export function contentFieldOf(path: string): FieldPath<ContentValues> | undefined {
  if (path === "agent_id") return path;
  const variable = CAMPAIGN_VARIABLES.find((name) => path === `variables.${name}`);
  if (variable) return `variables.${variable}`;
  const [, step, variant, part] = /^steps\.(\d+)(?:\.variants\.(\d+))?\.(\w+)$/.exec(path) ?? [];
  if (step === undefined) return undefined;
  if (part === "wait_minutes") return `steps.${Number(step)}.wait`;
  if (part === "variants") return `steps.${Number(step)}.weight`;
  const place: WordsPath =
    variant === undefined ? `steps.${Number(step)}` : `steps.${Number(step)}.variants.${Number(variant)}`;
  const field = PARTS.find((one) => one === part);
  return field && `${place}.${field}`;
}
const PARTS = ["subject", "preview_text", "body", "voicemail", "weight"] as const;

/** Checks with the API's own schema, and asks for what a campaign can't do without. A variable that is unknown is told beside its
 *  text and does not keep a draft from being saved: the launch is what it keeps from happening. */
export const contentResolver = (hasAgents: boolean, businessName: string | null) =>
  resolverOf<ContentValues>((values) => {
    const speaker = { agentName: null, businessName };
    const problems: Problem[] = schemaProblems(PatchSchema, toContentChange(values), contentFieldOf).map((problem) =>
      problem.field === "variables.booking_link"
        ? { ...problem, message: "Enter a link such as https://example.com/book" }
        : problem,
    );
    // Who has no agent yet writes on; the launch is what that keeps from happening.
    if (hasAgents && !values.agent_id) problems.push({ field: "agent_id", message: "Choose the agent" });
    for (const [index, step] of values.steps.entries()) {
      if (values.steps.length === 1 && step.body.trim() === "")
        problems.push({ field: "steps.0.body", message: NEEDED[step.channel] });
      if (step.channel === "call")
        for (const place of placesOf(step, index))
          for (const part of ["body", "voicemail"] as const)
            if (checkContent(disclosed(place.words[part], speaker).text).length > MAX_SPOKEN)
              problems.push({
                field: `${place.path}.${part}`,
                message: `Shorten it: no more than ${MAX_SPOKEN} characters can be spoken`,
              });
    }
    return problems;
  });

const NEEDED: Record<Channel, string> = {
  call: "Write what the assistant should say",
  email: "Write the email",
  sms: "Write the text message",
};

/** All that a touch says, and where it stands. */
export const placesOf = (step: StepValues, index: number): { path: WordsPath; words: WordsValues }[] => [
  { path: `steps.${index}`, words: step },
  ...step.variants.map((words, at) => ({ path: `steps.${index}.variants.${at}` as const, words })),
];
