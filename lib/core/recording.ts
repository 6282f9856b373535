import { z } from "zod";

/** What is said and kept of a call. `off`: no audio, the words are kept. `unkept`: neither, where everybody would have to agree and nobody is
 *  asked. `announced`: both, and it is said. `asked`: both once the customer agrees. */
export const RECORDING_PLANS = ["off", "unkept", "announced", "asked"] as const;
export const RecordingPlan = z.enum(RECORDING_PLANS);
export type RecordingPlan = z.infer<typeof RecordingPlan>;

/** Said behind the first sentence. */
export const RECORDING_NOTICE = "This call may be recorded.";
/** Said last, so that it is what the customer answers. */
export const RECORDING_QUESTION = "One thing first: is it all right with you if this call is recorded?";

/** What an account chose: `announced` is said everywhere, and asked where all parties must agree. */
export const RECORDING_CHOICES = ["announced", "off"] as const;
export type RecordingChoice = (typeof RECORDING_CHOICES)[number];

const ended = (text: string) => (/[.!?…]["”')\]]*$/.test(text) ? text : `${text}.`);

/** The first message with what is said about recording.
 *  @param opening how many characters say who calls */
export function withRecording(
  text: string,
  opening: number,
  plan: RecordingPlan,
): { text: string; added: string | null } {
  if (plan === "off" || plan === "unkept") return { text, added: null };
  if (plan === "asked") return { text: `${ended(text.trim())} ${RECORDING_QUESTION}`, added: RECORDING_QUESTION };
  const parts = [ended(text.slice(0, opening).trim()), RECORDING_NOTICE, text.slice(opening).trim()];
  return { text: parts.filter(Boolean).join(" "), added: RECORDING_NOTICE };
}

/** The plan with which the most is said: what is too long with it can't be spoken to everybody. */
export const wordiestPlan = (choice: RecordingChoice): RecordingPlan => (choice === "off" ? "off" : "asked");
