import type { CallTool, Outcome, Sentiment } from "@/lib/core/call";
import { RECORDING_QUESTION } from "@/lib/core/recording";
import { between, pick, type Random, seeded } from "../random";
import { DIALOGUES, type Dialogue, type TalkingPersona, VOICEMAIL_GREETINGS } from "./dialogues";
import type { CreateCall } from "./request-schema";
import type { Persona } from "./types";

export type Beat =
  | { kind: "say"; role: "bot" | "user"; at: number; duration: number; text: string }
  | { kind: "tool"; at: number; name: CallTool; arguments: Record<string, string | boolean> };

/** Everything about a call that is decided before it rings. Times are simulated seconds; `at` counts from the answer. */
export interface Script {
  queueSeconds: number;
  ringSeconds: number;
  answered: boolean;
  beats: Beat[];
  /** From the answer to the end. */
  talkSeconds: number;
  endedReason: string;
  analysisSeconds: number;
  outcome: Outcome | null;
  sentiment: Sentiment | null;
  summary: string | null;
  details: Record<string, string>;
}

const OUTCOME: Record<TalkingPersona, Outcome> = {
  answers_and_books: "booked",
  interested: "interested",
  asks_callback: "callback",
  not_interested: "not_interested",
  opts_out_mid_call: "opt_out",
  wrong_number: "wrong_number",
  hangs_up_early: "no_decision",
  refuses_recording: "interested",
};
const isTalking = (persona: Persona): persona is TalkingPersona => persona in OUTCOME;

const PROVIDER_ERRORS = [
  "twilio-failed-to-connect-call",
  "call.in-progress.error-providerfault-outbound-sip-503-service-unavailable",
  "call.in-progress.error-providerfault-transport-never-connected",
] as const;

const DAY_MS = 86_400_000;
const HOURS = [9, 10, 11, 13, 14, 15, 16];

/** A time on a working day, spoken and in ISO 8601. The simulated customers all live at UTC-5. */
function timeAfter(random: Random, now: Date, days: number): { spoken: string; iso: string } {
  let day = new Date(now.getTime() + days * DAY_MS);
  while (day.getUTCDay() === 0 || day.getUTCDay() === 6) day = new Date(day.getTime() + DAY_MS);
  const hour = pick(random, HOURS);
  const weekday = day.toLocaleDateString("en-US", { weekday: "long", timeZone: "UTC" });
  const date = day.toISOString().slice(0, 10);
  return {
    spoken: `${weekday} at ${hour > 12 ? hour - 12 : hour} in the ${hour < 12 ? "morning" : "afternoon"}`,
    iso: `${date}T${String(hour).padStart(2, "0")}:00:00-05:00`,
  };
}

interface Words {
  name: string;
  fill: (template: string) => string;
  details: Record<string, string>;
}

function wordsFor(request: CreateCall, random: Random, now: Date): Words {
  const variable = (key: string) => String(request.assistantOverrides?.variableValues?.[key] ?? "");
  const fullName = variable("customer_name") || request.customer.name || "";
  const name = fullName.trim().split(/\s+/)[0] ?? "";
  const service = variable("service_type") || "your usual appointment";
  const first = timeAfter(random, now, 2 + Math.floor(random() * 3));
  const second = timeAfter(random, now, 6 + Math.floor(random() * 3));
  const callback = timeAfter(random, now, 1);
  const values: Record<string, string> = {
    name: name || "the customer",
    business: variable("business_name") || "the business",
    service,
    slot: first.spoken,
    slot2: second.spoken,
    callback: callback.spoken,
  };
  return {
    name,
    details: { service, slot: first.iso, slot2: second.iso, callback: callback.iso },
    fill: (template) =>
      (name ? template : template.replaceAll(", {name}", "")).replaceAll(
        /\{(\w+)\}/g,
        (_, key: string) => values[key] ?? "",
      ),
  };
}

const speakingTime = (text: string) => Math.round((0.8 + text.split(/\s+/).length / 2.6) * 10) / 10;

/** Puts utterances one after the other, with the pauses of a telephone call. */
function timeline(random: Random, lines: readonly ScriptLine[]) {
  let clock = between(random, 0.6, 1.4);
  const beats = lines.map((line): Beat => {
    const at = Math.round(clock * 10) / 10;
    if (line.kind === "tool") {
      clock += 0.5;
      return { ...line, at };
    }
    const duration = speakingTime(line.text);
    clock += duration + between(random, 0.3, 1.3);
    return { ...line, at, duration };
  });
  return { beats, seconds: Math.round(clock * 10) / 10 };
}
type ToolLine = Omit<Beat & { kind: "tool" }, "at">;

function toolArguments(
  tool: ScriptedTool,
  dialogue: Dialogue,
  words: Words,
  lastHeard: string,
): Record<string, string> {
  const notes = words.fill(dialogue.notes);
  const { service = "", slot = "", slot2 = "", callback = "" } = words.details;
  if (tool === "record_opt_out") return { customer_words: lastHeard };
  if (tool === "request_callback") return { callback_time: callback, notes };
  return { appointment_time: tookSecondSlot(dialogue) ? slot2 : slot, service, notes };
}

/** Whether the customer agreed to the second time that was offered. */
const tookSecondSlot = (dialogue: Dialogue) => dialogue.lines.some((line) => line.startsWith("A: {slot2} is free"));

type ScriptedTool = Exclude<CallTool, "record_consent">;
type ScriptLine = Omit<Beat & { kind: "say" }, "at" | "duration"> | ToolLine;

/** What the customer says when asked whether the call may be recorded, or when it is only announced. */
function answerToRecording(persona: TalkingPersona, request: CreateCall, opening: string): ScriptLine[] {
  const offered = request.assistantOverrides?.["tools:append"]?.some(
    (tool) => tool.function?.name === "record_consent",
  );
  const refuses = persona === "refuses_recording";
  const isAsked = opening.endsWith(RECORDING_QUESTION);
  if (!offered || (!isAsked && !refuses) || persona === "hangs_up_early") return [];
  const text = refuses ? "No, please do not record me." : "Yes, that is fine.";
  return [
    { kind: "say", role: "user", text },
    { kind: "tool", name: "record_consent", arguments: { granted: !refuses } },
  ];
}

function conversation(persona: TalkingPersona, request: CreateCall, random: Random, now: Date) {
  const words = wordsFor(request, random, now);
  const dialogue = pick(random, DIALOGUES[persona]);
  let lastHeard = "";
  const opening = request.assistantOverrides?.firstMessage ?? "Hello, this is an AI assistant.";
  const lines = [`A: ${opening}`, ...dialogue.lines].map((line, index): ScriptLine => {
    const text = index === 0 ? opening : words.fill(line.slice(3));
    if (line.startsWith("T: ")) {
      const name = text as ScriptedTool;
      return { kind: "tool", name, arguments: toolArguments(name, dialogue, words, lastHeard) } as const;
    }
    if (line.startsWith("C: ")) lastHeard = text;
    return { kind: "say", role: line.startsWith("A: ") ? "bot" : "user", text } as const;
  });
  lines.splice(1, 0, ...answerToRecording(persona, request, opening));
  const booked = persona === "answers_and_books";
  return {
    ...timeline(random, lines),
    sentiment: dialogue.sentiment,
    summary: words.fill(dialogue.summary),
    details: {
      ...(dialogue.notes && { notes: words.fill(dialogue.notes) }),
      ...((booked || persona === "interested") && { service: words.details.service ?? "" }),
      ...(booked && { appointment_time: words.details[tookSecondSlot(dialogue) ? "slot2" : "slot"] ?? "" }),
      ...(persona === "asks_callback" && { callback_time: words.details.callback ?? "" }),
    },
  };
}

function voicemail(request: CreateCall, random: Random, now: Date) {
  const { fill } = wordsFor(request, random, now);
  const message = request.assistantOverrides?.voicemailMessage;
  const greeting = { kind: "say", role: "user", text: fill(pick(random, VOICEMAIL_GREETINGS)) } as const;
  return timeline(random, message ? [greeting, { kind: "say", role: "bot", text: message }] : [greeting]);
}

/** A call that was never answered, or where nobody spoke. */
function unanswered(persona: Persona, random: Random): Pick<Script, "ringSeconds" | "endedReason"> {
  if (persona === "busy") return { ringSeconds: between(random, 2, 4), endedReason: "customer-busy" };
  if (persona === "provider_error") return { ringSeconds: 1, endedReason: pick(random, PROVIDER_ERRORS) };
  return { ringSeconds: between(random, 28, 40), endedReason: "customer-did-not-answer" };
}

/** Decides a call from its seed. The same seed, number, count and request give the same script. */
export function writeScript(options: {
  seed: number | string;
  persona: Persona;
  nth: number;
  request: CreateCall;
  now: Date;
}): Script {
  const { persona, request, now } = options;
  const random = seeded(options.seed, "script", request.customer.number, options.nth);
  const base: Script = {
    queueSeconds: between(random, 0.5, 2),
    ringSeconds: between(random, 5, 18),
    answered: true,
    beats: [],
    talkSeconds: 0,
    endedReason: "customer-ended-call",
    analysisSeconds: between(random, 2, 6),
    outcome: null,
    sentiment: null,
    summary: null,
    details: {},
  };
  if (isTalking(persona)) {
    const { seconds, ...said } = conversation(persona, request, random, now);
    return limited({ ...base, ...said, talkSeconds: seconds, outcome: OUTCOME[persona] }, request);
  }
  if (persona === "voicemail") {
    const { beats, seconds } = voicemail(request, random, now);
    const script = {
      ...base,
      ringSeconds: between(random, 18, 26),
      beats,
      talkSeconds: seconds,
      endedReason: "voicemail",
    };
    return limited({ ...script, summary: "The call was answered by a voicemail box." }, request);
  }
  if (persona === "silent") {
    const opening = request.assistantOverrides?.firstMessage ?? "Hello?";
    const { beats, seconds } = timeline(random, [{ kind: "say", role: "bot", text: opening }]);
    return limited({ ...base, beats, talkSeconds: seconds + 30, endedReason: "silence-timed-out" }, request);
  }
  return { ...base, answered: false, ...unanswered(persona, random) };
}

/** Cuts a call that would outlast the limit that the request set. */
function limited(script: Script, request: CreateCall): Script {
  const limit = request.assistantOverrides?.maxDurationSeconds ?? 600;
  if (script.talkSeconds <= limit) return script;
  const beats = script.beats.filter((beat) => beat.at < limit);
  const decided = script.beats.every((beat) => beat.kind !== "tool" || beat.at < limit);
  return {
    ...script,
    beats,
    talkSeconds: limit,
    endedReason: "exceeded-max-duration",
    ...(!decided && { outcome: "no_decision" as const }),
  };
}
