import type { FieldPath } from "react-hook-form";
import { PatchCampaign } from "@/lib/core/campaign";
import { Criteria } from "@/lib/core/criteria";
import { sameValue } from "@/lib/core/presets";
import { type Problem, resolverOf, schemaProblems } from "../../form-problems";
import type { Change, Draft } from "../draft";
import { fromNumber, toNumber } from "../numbers";
import { startOfDay, toDay } from "../zone-values";

export const LAST_CONTACT = ["any", "days", "before", "between"] as const;
export type LastContact = (typeof LAST_CONTACT)[number];

export interface CustomFilter {
  field: string;
  op: string;
  value: string;
}

export interface TargetValues {
  last_contact: LastContact;
  days: string;
  /** Days of the account's zone, `2026-05-31`. */
  before: string;
  from: string;
  until: string;
  status: string;
  agent_id: string;
  min_leads: string;
  tags: string[];
  regions: string[];
  call_consent: string;
  custom: CustomFilter[];
  max_recipients: string;
}

/** Operators that need no value. */
export const WITHOUT_VALUE: readonly string[] = ["known", "unknown"];

export function targetValues(draft: Draft | null, timeZone: string): TargetValues {
  const criteria = draft?.target_criteria ?? {};
  const { last_contact_days: days, last_contact_before: before, last_contact_after: after } = criteria;
  const lastDay = before ? toDay(new Date(Date.parse(before) - 1).toISOString(), timeZone) : "";
  return {
    last_contact: after ? "between" : before ? "before" : days === undefined ? "any" : "days",
    days: fromNumber(days ?? 180),
    before: before && !after ? toDay(before, timeZone) : "",
    from: after ? toDay(after, timeZone) : "",
    until: after ? lastDay : "",
    status: criteria.status ?? "",
    agent_id: criteria.agent_id ?? "",
    min_leads: fromNumber(criteria.min_leads),
    tags: criteria.tags ?? [],
    regions: criteria.regions ?? [],
    call_consent: criteria.call_consent ?? "",
    custom: customOf(criteria),
    max_recipients: fromNumber(draft?.max_recipients),
  };
}

const customOf = (criteria: Criteria): CustomFilter[] =>
  (criteria.custom ?? []).map(({ field, op, value }) => ({ field, op, value: value ?? "" }));

/** The criteria in the API's words. When the last contact is as it was, its instants stay as they were, to the second. */
export function toCriteria(values: TargetValues, draft: Draft | null, timeZone: string): Record<string, unknown> {
  const { status, agent_id, min_leads, tags, regions, call_consent, custom } = values;
  const filters = custom.filter(({ field, value }) => field.trim() !== "" || value.trim() !== "");
  return dropUnset({
    ...lastContact(values, draft, timeZone),
    status: status || undefined,
    agent_id: agent_id || undefined,
    min_leads: toNumber(min_leads) ?? undefined,
    tags: tags.length > 0 ? tags : undefined,
    regions: regions.length > 0 ? regions : undefined,
    call_consent: call_consent || undefined,
    custom:
      filters.length > 0
        ? filters.map(({ field, op, value }) => (WITHOUT_VALUE.includes(op) ? { field, op } : { field, op, value }))
        : undefined,
  });
}

function lastContact(values: TargetValues, draft: Draft | null, timeZone: string): Criteria {
  const before = draft?.target_criteria;
  if (before && sameValue(contactPart(values), contactPart(targetValues(draft, timeZone))))
    return {
      last_contact_days: before.last_contact_days,
      last_contact_before: before.last_contact_before,
      last_contact_after: before.last_contact_after,
    };
  switch (values.last_contact) {
    case "any":
      return {};
    case "days":
      return { last_contact_days: toNumber(values.days) ?? undefined };
    case "before":
      return { last_contact_before: startOfDay(values.before, timeZone) ?? undefined };
    case "between":
      return {
        last_contact_after: startOfDay(values.from, timeZone) ?? undefined,
        last_contact_before: startOfDay(values.until, timeZone, 1) ?? undefined,
      };
  }
}

function contactPart({ last_contact, days, before, from, until }: TargetValues): unknown {
  if (last_contact === "days") return { last_contact, days };
  return last_contact === "between" ? { last_contact, from, until } : { last_contact, before };
}

export const targetChange = (values: TargetValues, draft: Draft | null, timeZone: string): Change => ({
  target_criteria: toCriteria(values, draft, timeZone),
  max_recipients: toNumber(values.max_recipients),
});

const OWN_NAME: Record<string, FieldPath<TargetValues>> = {
  "target_criteria.last_contact_days": "days",
  "target_criteria.last_contact_before": "before",
  "target_criteria.last_contact_after": "from",
  "target_criteria.status": "status",
  "target_criteria.agent_id": "agent_id",
  "target_criteria.min_leads": "min_leads",
  "target_criteria.tags": "tags",
  "target_criteria.regions": "regions",
  "target_criteria.call_consent": "call_consent",
  "target_criteria.custom": "custom",
  max_recipients: "max_recipients",
};

/** The form's field for a path of the API; of a list, the list or, for the filters, the very field. */
export function targetField(path: string): FieldPath<TargetValues> | undefined {
  const filter = /^target_criteria\.custom\.(\d+)\.(field|op|value)$/.exec(path);
  if (filter)
    return `custom.${Number(filter[1])}.${filter[2] === "field" ? "field" : filter[2] === "op" ? "op" : "value"}`;
  const [group = "", field] = path.split(".");
  return OWN_NAME[field && group === "target_criteria" ? `${group}.${field}` : group];
}

export const targetResolver = (timeZone: string) =>
  resolverOf<TargetValues>((values) => [
    ...missingParts(values),
    ...schemaProblems(PatchCampaign, targetChange(values, null, timeZone), targetField),
  ]);

const isRegion = (text: string): boolean => Criteria.safeParse({ regions: [text] }).success;

/** What the API takes as «not asked for» and the form has asked. */
function missingParts({ last_contact, days, before, from, regions, custom }: TargetValues): Problem[] {
  const problems: Problem[] = [];
  const unknown = regions.find((region) => !isRegion(region));
  if (unknown !== undefined)
    problems.push({ field: "regions", message: `No state or region is called “${unknown}”. Remove it or correct it` });
  if (last_contact === "days" && days.trim() === "")
    problems.push({ field: "days", message: "Enter a number of days" });
  if (last_contact === "before" && !before) problems.push({ field: "before", message: "Choose a date" });
  if (last_contact === "between" && !from) problems.push({ field: "from", message: "Choose the first day" });
  custom.forEach(({ field, op, value }, index) => {
    if (field.trim() === "" && value.trim() !== "")
      problems.push({ field: `custom.${index}.field`, message: "Name the detail" });
    if (field.trim() !== "" && value.trim() === "" && !WITHOUT_VALUE.includes(op))
      problems.push({ field: `custom.${index}.value`, message: "Enter a value" });
  });
  return problems;
}

const dropUnset = (fields: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
