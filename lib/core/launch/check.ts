import type { CampaignVariables } from "../campaign";
import type { ConsentGap } from "../consent-gap";
import type { Hours } from "../hours";
import type { OverrideView } from "../override-views";
import type { RecordingChoice } from "../recording";
import type { Variant, Words } from "../steps";
import type { Channel } from "../words";

/** One thing to see to before a launch. A blocking one keeps the campaign from starting. */
export interface LaunchCheck {
  code: string;
  /** The field of the API that mends it. */
  field: string;
  blocking: boolean;
  message: string;
}

export interface LaunchStep extends Words {
  channel: string;
  wait_minutes: number;
  condition: string;
  variants: Variant[];
}

/** Of those who match and can be reached over a channel: how many there are, and how many have no value. */
export interface MissingValues {
  people: number;
  customer_name: number;
  last_visit: number;
  service_type: number;
}

export interface LaunchInput {
  method: string;
  campaignType: string;
  purpose: "marketing" | "informational";
  /** Who may not be called for want of consent; null where nobody was counted, or nobody is. */
  gap: ConsentGap | null;
  steps: LaunchStep[];
  agent: { name: string; assistantId: string | null; phoneNumberId: string | null } | null;
  variables: CampaignVariables;
  settings: {
    businessName: string | null;
    callbackNumber: string | null;
    bookingLink: string | null;
    postalAddress: string | null;
    emailSender: string | null;
    smsSender: string | null;
    emailWithinHours: boolean;
    recording: RecordingChoice;
    hours: Hours | null;
    lines: number;
  };
  /** In force, and what calls would rest on. */
  exceptions: Pick<OverrideView, "jurisdiction" | "ends_at" | "reason">[];
  timeZone: string;
  campaignHours: Hours | null;
  holdoutPercent: number;
  /** ISO 8601; null starts at once. */
  startsAt: string | null;
  now: Date;
  /** Which providers this server can use. */
  configured: Record<Channel, boolean>;
  /** Within which a call has to say what it is about, by the newest rules. */
  purposeWithinSeconds: number;
  /** The do-not-call lists that the account relies on; null where nothing is advertised. */
  lists: { maxAgeDays: number; relied: { region: string; ageDays: number | null }[] } | null;
  /** Null where nobody had to be counted. */
  missing: { phone: MissingValues; email: MissingValues } | null;
}

export const blocking = (code: string, field: string, message: string): LaunchCheck => ({
  ...{ code, field, blocking: true, message },
});
export const warning = (code: string, field: string, message: string): LaunchCheck => ({
  ...{ code, field, blocking: false, message },
});

export const uses = ({ steps }: LaunchInput, channel: Channel): boolean =>
  steps.some((step) => step.channel === channel);

export type Part = "subject" | "preview_text" | "body" | "voicemail";
const PART: Record<string, Record<Part, string>> = {
  call: { subject: "subject", preview_text: "preview text", body: "script", voicemail: "voicemail message" },
  email: { subject: "subject", preview_text: "preview text", body: "email", voicemail: "voicemail message" },
  sms: { subject: "subject", preview_text: "preview text", body: "text message", voicemail: "voicemail message" },
};

/** One variant of one touch: what is said there, how it is called and where it is mended. */
export interface Place {
  channel: string;
  words: Words;
  /** As the API names a part of it. */
  field(part: Part): string;
  /** At the start of a sentence: "The script", "Touch 2: the script of variant B". */
  name(part: Part): string;
}

/** All that a campaign says, in order. */
export const placesOf = ({ steps }: LaunchInput): Place[] =>
  steps.flatMap((step, at) =>
    [step, ...step.variants].map((words, nth): Place => {
      const touch = steps.length > 1 ? `Touch ${at + 1}: the ` : "The ";
      const variant = step.variants.length > 0 ? ` of variant ${"ABCDE"[nth] ?? ""}` : "";
      const path = nth > 0 ? `steps.${at}.variants.${nth - 1}.` : `steps.${at}.`;
      return {
        channel: step.channel,
        words,
        field: (part) => (steps.length === 1 && nth === 0 ? shorthand(step.channel, part) : `${path}${part}`),
        name: (part) => `${touch}${PART[step.channel]?.[part] ?? part}${variant}`,
      };
    }),
  );

function shorthand(channel: string, part: Part): string {
  if (part === "body") return channel === "call" ? "call_script" : "message_template";
  return part === "voicemail" ? "voicemail_message" : part;
}
