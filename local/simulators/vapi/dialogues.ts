import type { CallTool, Sentiment } from "@/lib/core/call";
import { LOST_DIALOGUES } from "./dialogues-lost";
import { WON_DIALOGUES } from "./dialogues-won";
import type { Persona } from "./types";

/** A: the assistant, C: the customer, T: a tool call. `{name} {business} {service} {slot} {slot2} {callback}` are filled in. */
export type Line = `A: ${string}` | `C: ${string}` | `T: ${Exclude<CallTool, "record_consent">}`;

export interface Dialogue {
  /** What follows the call's own first message. */
  lines: readonly Line[];
  summary: string;
  notes: string;
  sentiment: Sentiment;
}

export type TalkingPersona = Exclude<Persona, "no_answer" | "busy" | "voicemail" | "silent" | "provider_error">;

export const DIALOGUES: Record<TalkingPersona, readonly Dialogue[]> = {
  ...WON_DIALOGUES,
  ...LOST_DIALOGUES,
  refuses_recording: WON_DIALOGUES.interested,
};

export const VOICEMAIL_GREETINGS = [
  "Hi, you've reached {name}. I can't come to the phone right now, so leave a message and I'll get back to you.",
  "The person you are calling is not available. At the tone, please record your message. When you have finished recording, you may hang up.",
  "Hey, it's {name}, you know what to do.",
  "Your call has been forwarded to an automated voice messaging system. Please leave your message after the tone.",
] as const;
