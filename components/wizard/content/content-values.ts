import type { FieldPath } from "react-hook-form";
import { MAX_SPOKEN } from "@/lib/core/call-content";
import { CampaignVariables, type PatchCampaign, PatchCampaign as PatchSchema } from "@/lib/core/campaign";
import { checkContent } from "@/lib/core/content";
import { type Problem, resolverOf, schemaProblems } from "../../form-problems";

/** What the content step's fields hold: text, under the names of the API. */
export interface ContentValues {
  agent_id: string;
  call_script: string;
  voicemail_message: string;
  variables: { promotion: string; service_type: string; offer_code: string; booking_link: string };
}
export type CampaignVariable = keyof ContentValues["variables"];
export const CAMPAIGN_VARIABLES = ["promotion", "service_type", "offer_code", "booking_link"] as const;

/** What of a campaign the step is about. */
export interface ContentDraft {
  agent_id: string | null;
  variables: unknown;
  steps: { body: string; voicemail: string | null }[];
}

export function contentValues(draft: ContentDraft | null): ContentValues {
  const known = CampaignVariables.safeParse(draft?.variables).data ?? {};
  const [step] = draft?.steps ?? [];
  const { promotion = "", service_type = "", offer_code = "", booking_link = "" } = known;
  return {
    agent_id: draft?.agent_id ?? "",
    call_script: step?.body ?? "",
    voicemail_message: step?.voicemail ?? "",
    variables: { promotion, service_type, offer_code, booking_link },
  };
}

/** The part of a `PATCH` that these fields say. */
export const toContentChange = ({
  agent_id,
  call_script,
  voicemail_message,
  variables,
}: ContentValues): Pick<PatchCampaign, "agent_id" | "call_script" | "voicemail_message" | "variables"> => ({
  agent_id: agent_id || null,
  call_script,
  voicemail_message: voicemail_message.trim() ? voicemail_message : null,
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
  const fields = ["agent_id", "call_script", "voicemail_message"] as const;
  const variable = CAMPAIGN_VARIABLES.find((name) => path === `variables.${name}`);
  return variable ? `variables.${variable}` : fields.find((field) => field === path);
}

/** Checks with the API's own schema, and asks for what a call can't do without. A variable that is unknown is told beside its
 *  text and does not keep a draft from being saved: the launch is what it keeps from happening. */
export const contentResolver = resolverOf<ContentValues>((values) => {
  const problems: Problem[] = schemaProblems(PatchSchema, toContentChange(values), contentFieldOf).map((problem) =>
    problem.field === "variables.booking_link"
      ? { ...problem, message: "Enter a link such as https://example.com/book" }
      : problem,
  );
  if (!values.agent_id) problems.push({ field: "agent_id", message: "Choose the agent that speaks" });
  if (checkContent(values.call_script).length > MAX_SPOKEN)
    problems.push({ field: "call_script", message: `Shorten it: no more than ${MAX_SPOKEN} characters can be spoken` });
  return problems;
});
