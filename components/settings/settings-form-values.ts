import type { Hours } from "@/lib/core/hours";
import { inOrder } from "@/lib/core/hours-edit";
import { type SettingsField, SettingsInput, type SettingsView } from "@/lib/core/settings";
import { resolverOf, schemaProblems } from "../form-problems";
import { fieldIn } from "../form-refusal";
import { formatPhone } from "../format";

type TextField = Exclude<SettingsField, "calling_hours">;
/** What the fields hold: text, and the hours as they are edited. */
export type SettingsValues = Record<TextField, string> & { calling_hours: Hours };

export const BUSINESS_FIELDS = [
  "business_name",
  "callback_number",
  "postal_address",
  "booking_link",
  "default_country",
  "time_zone",
] as const satisfies readonly SettingsField[];
export const CALLING_FIELDS = [
  "calling_hours",
  "countries",
  "max_contacts_per_24h",
  "max_contacts_per_30d",
  "min_gap_minutes",
  "call_concurrency",
  "inbound_lines",
  "monthly_budget",
  "estimated_call_cost",
  "recording",
] as const satisfies readonly SettingsField[];

export const CHANNEL_FIELDS = [
  "email_sender",
  "email_reply_to",
  "email_within_hours",
  "estimated_email_cost",
  "sms_sender",
  "estimated_sms_cost",
  "attribution_days",
] as const satisfies readonly SettingsField[];

export const RETENTION_FIELDS = [
  "retention_recording_days",
  "retention_transcript_days",
  "retention_personal_days",
] as const satisfies readonly SettingsField[];
/** Where an empty field is a choice of its own. */
const OPTIONAL: readonly SettingsField[] = ["monthly_budget", ...RETENTION_FIELDS];

const NUMBERS: readonly SettingsField[] = [
  ...CALLING_FIELDS.filter((field) => !["calling_hours", "recording", "countries"].includes(field)),
  ...RETENTION_FIELDS,
  ...(["estimated_email_cost", "estimated_sms_cost", "attribution_days"] as const),
];
const text = (value: string | number | null) => (value === null ? "" : String(value));

export const valuesOf = (settings: SettingsView): SettingsValues => ({
  business_name: text(settings.business_name),
  callback_number: settings.callback_number === null ? "" : formatPhone(settings.callback_number),
  postal_address: text(settings.postal_address),
  booking_link: text(settings.booking_link),
  default_country: settings.default_country,
  countries: settings.countries.join(" "),
  time_zone: settings.time_zone,
  calling_hours: inOrder(settings.calling_hours),
  max_contacts_per_24h: text(settings.max_contacts_per_24h),
  max_contacts_per_30d: text(settings.max_contacts_per_30d),
  min_gap_minutes: text(settings.min_gap_minutes),
  call_concurrency: text(settings.call_concurrency),
  inbound_lines: text(settings.inbound_lines),
  monthly_budget: text(settings.monthly_budget),
  estimated_call_cost: text(settings.estimated_call_cost),
  estimated_sms_cost: text(settings.estimated_sms_cost),
  estimated_email_cost: text(settings.estimated_email_cost),
  attribution_days: text(settings.attribution_days),
  retention_transcript_days: text(settings.retention_transcript_days),
  retention_recording_days: text(settings.retention_recording_days),
  retention_personal_days: text(settings.retention_personal_days),
  email_sender: text(settings.email_sender),
  email_reply_to: text(settings.email_reply_to),
  sms_sender: settings.sms_sender?.startsWith("+") ? formatPhone(settings.sms_sender) : text(settings.sms_sender),
  email_within_hours: settings.email_within_hours ? "yes" : "no",
  recording: settings.recording,
});

/** The fields whose values differ. */
export const changedFields = <Field extends SettingsField>(
  fields: readonly Field[],
  a: SettingsValues,
  b: SettingsValues,
): Field[] => fields.filter((field) => JSON.stringify(a[field]) !== JSON.stringify(b[field]));

/** These fields as `PATCH /api/settings` takes them. A number that can't be read is NaN, which the schema refuses. */
export const toChange = (values: SettingsValues, fields: readonly SettingsField[]): Record<string, unknown> =>
  Object.fromEntries(fields.map((field) => [field, toValue(field, values)]));

function toValue(field: SettingsField, values: SettingsValues): unknown {
  if (field === "email_within_hours") return values[field] === "yes";
  if (field === "countries")
    return values[field]
      .toUpperCase()
      .split(/[\s,;]+/)
      .filter(Boolean);
  return NUMBERS.includes(field) ? toNumber(field, values) : values[field];
}

function toNumber(field: SettingsField, values: SettingsValues): number | null {
  const typed = String(values[field]).trim();
  if (typed !== "") return Number(typed);
  return OPTIONAL.includes(field) ? null : Number.NaN;
}

/** Checks the form's own fields with the API's schema. */
export const settingsResolver = (fields: readonly SettingsField[]) =>
  resolverOf<SettingsValues>((values) =>
    schemaProblems(SettingsInput, toChange(values, fields), fieldIn(fields)).map((problem) =>
      problem.field === "calling_hours" ? { ...problem, message: "Correct the times that are marked above" } : problem,
    ),
  );
