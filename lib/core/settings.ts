import { z } from "zod";
import { DEFAULT_HOURS, Hours, TimeZone } from "./hours";
import { RECORDING_CHOICES } from "./recording";

/** What an account may choose within. The first is the law's usual limit: an account may only be stricter. */
export const SETTINGS_LIMITS = {
  max_contacts_per_24h: [1, 3],
  max_contacts_per_30d: [1, 30],
  min_gap_minutes: [0, 43_200],
  call_concurrency: [0, 10_000],
  inbound_lines: [0, 10_000],
  monthly_budget: [0, 100_000_000],
  estimated_call_cost: [0.0001, 1_000],
  estimated_sms_cost: [0, 10],
  estimated_email_cost: [0, 10],
  attribution_days: [0, 90],
  /** The same in the table's own checks. */
  retention_transcript_days: [30, 3650],
  retention_recording_days: [1, 3650],
  retention_personal_days: [180, 3650],
} as const satisfies Record<string, readonly [number, number]>;

const text = (max: number) =>
  z
    .string()
    .trim()
    .max(max)
    .transform((value) => value || null)
    .nullable();
/** Said of what is no number at all; a number beyond the limits is told the limit. */
const unlessNumber = (message: string) => ({
  error: ({ code }: { code?: string }) => (code === "invalid_type" ? message : undefined),
});
const whole = ([min, max]: readonly [number, number]) => z.int(unlessNumber("Enter a whole number")).min(min).max(max);
const amount = ([min, max]: readonly [number, number]) => z.number(unlessNumber("Enter a number")).min(min).max(max);

const Link = z
  .url({ protocol: /^https?$/, error: "Enter a link that begins with https://" })
  .max(500)
  .regex(/^\S+$/, "A link has no spaces");

const Address = text(320).refine((value) => value === null || /^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>"]+$/.test(value), {
  error: "Enter an address such as hello@your-salon.com",
});

/** `PATCH /api/settings`: what is left out stays. Empty text and null both mean that there is none. */
export const SettingsInput = z.strictObject({
  business_name: text(120).optional(),
  /** In any spelling; kept as E.164. */
  callback_number: text(40).optional(),
  postal_address: text(400).optional(),
  booking_link: z
    .union([z.literal("").transform(() => null), Link])
    .nullable()
    .optional(),
  /** ISO 3166-1 alpha-2. */
  default_country: z
    .string()
    .regex(/^[A-Z]{2}$/, "Use a country code such as US")
    .optional(),
  /** ISO 3166-1 alpha-2: whose people an AI voice may call. Others are left out by every campaign. */
  countries: z
    .array(z.string().regex(/^[A-Z]{2}$/, "Use a country code such as US"))
    .min(1, "Keep one country at least")
    .max(50)
    .optional(),
  time_zone: TimeZone.optional(),
  calling_hours: Hours.optional(),
  max_contacts_per_24h: whole(SETTINGS_LIMITS.max_contacts_per_24h).optional(),
  max_contacts_per_30d: whole(SETTINGS_LIMITS.max_contacts_per_30d).optional(),
  min_gap_minutes: amount(SETTINGS_LIMITS.min_gap_minutes).optional(),
  call_concurrency: whole(SETTINGS_LIMITS.call_concurrency).optional(),
  inbound_lines: whole(SETTINGS_LIMITS.inbound_lines).optional(),
  /** US dollars in a calendar month; null is no limit. */
  monthly_budget: amount(SETTINGS_LIMITS.monthly_budget).multipleOf(0.01, "Use cents at most").nullable().optional(),
  /** US dollars. */
  estimated_call_cost: amount(SETTINGS_LIMITS.estimated_call_cost).multipleOf(0.0001).optional(),
  estimated_sms_cost: amount(SETTINGS_LIMITS.estimated_sms_cost).multipleOf(0.0001).optional(),
  estimated_email_cost: amount(SETTINGS_LIMITS.estimated_email_cost).multipleOf(0.0001).optional(),
  /** From whom emails come; the business's name stands before it. */
  email_sender: Address.optional(),
  /** Null: answers go to the sender. */
  email_reply_to: Address.optional(),
  /** A number in any spelling, kept as E.164, or the id of a Twilio messaging service. */
  sms_sender: text(40).optional(),
  email_within_hours: z.boolean().optional(),
  recording: z.enum(RECORDING_CHOICES).optional(),
  /** How long after being reached a new lead counts for the campaign. */
  attribution_days: whole(SETTINGS_LIMITS.attribution_days).optional(),
  /** For how many days what was said and sent is kept; null is for ever. */
  retention_transcript_days: whole(SETTINGS_LIMITS.retention_transcript_days).nullable().optional(),
  retention_recording_days: whole(SETTINGS_LIMITS.retention_recording_days).nullable().optional(),
  /** After how many days without any contact a customer is erased. */
  retention_personal_days: whole(SETTINGS_LIMITS.retention_personal_days).nullable().optional(),
});
export type SettingsInput = z.infer<typeof SettingsInput>;
export type SettingsField = keyof SettingsInput;

/** An account's settings as the API gives them. What the table holds was checked by its own constraints, which let a little
 *  more through than a form does. */
export const SettingsView = SettingsInput.extend({
  booking_link: z.string().nullable(),
  time_zone: z.string(),
  monthly_budget: z.number().nullable(),
  estimated_call_cost: z.number(),
  estimated_sms_cost: z.number(),
  estimated_email_cost: z.number(),
  email_sender: z.string().nullable(),
  email_reply_to: z.string().nullable(),
}).required();
export type SettingsView = z.infer<typeof SettingsView>;

/** Those of an account that never chose any; the same as the table's own. */
export const DEFAULT_SETTINGS: SettingsView = {
  business_name: null,
  callback_number: null,
  postal_address: null,
  booking_link: null,
  default_country: "US",
  countries: ["US"],
  time_zone: "America/New_York",
  calling_hours: DEFAULT_HOURS,
  max_contacts_per_24h: 3,
  max_contacts_per_30d: 10,
  min_gap_minutes: 60,
  call_concurrency: 10,
  inbound_lines: 2,
  monthly_budget: null,
  estimated_call_cost: 0.3,
  estimated_sms_cost: 0.012,
  estimated_email_cost: 0.0009,
  email_sender: null,
  email_reply_to: null,
  sms_sender: null,
  email_within_hours: false,
  recording: "announced",
  attribution_days: 7,
  retention_transcript_days: 1825,
  retention_recording_days: 365,
  retention_personal_days: null,
};

/** The settings in a table's row, without what the API does not give; the defaults where there is no row. */
export function settingsView(row: Record<SettingsField, unknown> | null): SettingsView {
  if (!row) return DEFAULT_SETTINGS;
  const known = Object.entries(row).filter(([name]) => name in SettingsView.shape);
  return SettingsView.parse(Object.fromEntries(known));
}

const vapiId = z
  .string()
  .trim()
  .transform((value) => value || null)
  .nullable()
  .refine((value) => value === null || /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value), {
    error:
      "This is not an id of Vapi’s. Copy it from Vapi’s dashboard; it looks like 5f1a7c1e-3d0b-4c53-9a5e-6f2b7d8c9e10",
  });
const AgentFields = {
  name: z.string().trim().min(1, "Give the agent a name").max(120),
  vapi_assistant_id: vapiId,
  vapi_phone_number_id: vapiId,
};

/** `POST /api/agents`. */
export const CreateAgent = z.strictObject({
  name: AgentFields.name,
  vapi_assistant_id: AgentFields.vapi_assistant_id.optional(),
  vapi_phone_number_id: AgentFields.vapi_phone_number_id.optional(),
});
export type CreateAgent = z.infer<typeof CreateAgent>;

/** `PATCH /api/agents/:id`: what is left out stays. */
export const PatchAgent = z
  .strictObject(AgentFields)
  .partial()
  .refine((change) => Object.keys(change).length > 0, "Name what should be changed");
export type PatchAgent = z.infer<typeof PatchAgent>;
