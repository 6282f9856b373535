import { MAX_SMS_CHARACTERS } from "@/lib/core/sms-segments";
import { personaFor } from "./personas";
import { pairOf, type SimState } from "./state";

export interface Refusal {
  status: number;
  code: number;
  message: string;
}

/** What may be said with a message. Twilio knows more; the product uses none of it. */
const FIELDS = [
  ...["To", "From", "MessagingServiceSid", "Body", "StatusCallback", "ValidityPeriod", "SmartEncoded", "RiskCheck"],
];

const E164 = /^\+[1-9]\d{7,14}$/;
const refuse = (code: number, message: string, status = 400): Refusal => ({ status, code, message });

/** Why Twilio would not take a message; null when it would. */
export function refusalOf(state: SimState, fields: URLSearchParams): Refusal | null {
  const foreign = [...fields.keys()].find((name) => !FIELDS.includes(name));
  if (foreign) return refuse(20001, `Unknown parameter ${foreign}`);
  const doubled = FIELDS.find((name) => fields.getAll(name).length > 1);
  if (doubled) return refuse(20001, `Parameter ${doubled} is given twice`);
  return refusedTo(fields) ?? refusedSender(state, fields) ?? refusedWords(fields) ?? refusedPair(state, fields);
}

function refusedTo(fields: URLSearchParams): Refusal | null {
  const to = fields.get("To") ?? "";
  if (to === "") return refuse(21604, "A 'To' phone number is required.");
  if (!E164.test(to)) return refuse(21211, `Invalid 'To' Phone Number: ${to}`);
  if (!to.startsWith("+1"))
    return refuse(
      21408,
      `Permission to send an SMS has not been enabled for the region indicated by the 'To' number: ${to}`,
    );
  return null;
}

function refusedSender(state: SimState, fields: URLSearchParams): Refusal | null {
  const from = fields.get("From");
  const service = fields.get("MessagingServiceSid");
  const sender = service ?? from;
  if (!sender) return refuse(21603, "A 'From' phone number is required.");
  if (service !== null && !/^MG[0-9a-f]{32}$/i.test(service))
    return refuse(21705, "The Messaging Service Sid is invalid.");
  if (service === null && !E164.test(sender)) return refuse(21212, `Invalid From Number (caller ID): ${sender}`);
  if (state.senders !== null && !state.senders.includes(sender)) {
    return service !== null
      ? refuse(21701, "The Messaging Service does not exist.", 404)
      : refuse(21659, `'From' ${sender} is not a Twilio phone number or Short Code country mismatch`);
  }
  return null;
}

function refusedWords(fields: URLSearchParams): Refusal | null {
  const body = fields.get("Body") ?? "";
  if (body.trim() === "") return refuse(21602, "Message body is required.");
  if (body.length > MAX_SMS_CHARACTERS) {
    return refuse(21617, "The concatenated message body exceeds the 1600 character limit.");
  }
  const callback = fields.get("StatusCallback");
  if (callback !== null && !/^https?:\/\/[^_]+$/.test(callback.split("?")[0] ?? "")) {
    return refuse(21609, "The StatusCallback URL is not a valid URL.");
  }
  const validity = fields.get("ValidityPeriod");
  if (validity !== null && !(/^\d+$/.test(validity) && Number(validity) >= 1 && Number(validity) <= 36_000)) {
    return refuse(21621, "The ValidityPeriod is invalid.");
  }
  return null;
}

function refusedPair(state: SimState, fields: URLSearchParams): Refusal | null {
  const to = fields.get("To") ?? "";
  const pair = pairOf(to, fields.get("MessagingServiceSid") ?? fields.get("From") ?? "");
  const nth = (state.textsByNumber.get(to) ?? 0) + 1;
  const before = personaFor(state.seed, to, nth, state.personas) === "opted_out_before" && !state.started.has(pair);
  if (!before && !state.blocked.has(pair)) return null;
  return refuse(21610, "Attempt to send to unsubscribed recipient");
}
