import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { Outcome } from "@/lib/core/call";
import { endOfCallReport, statusUpdate, toolCalls } from "./payloads";
import type { CreateCall } from "./request-schema";
import { type Beat, type Script, writeScript } from "./script";
import { type PlacedCall, type SimState, simulatedSleep, until, whileBusy } from "./state";
import type { SimCall, Turn } from "./types";
import { webhookLine } from "./webhooks";

const FOREVER_MS = 2_000_000_000;

const ToolAnswer = z.object({
  results: z.array(z.object({ toolCallId: z.string(), result: z.string().optional(), error: z.string().optional() })),
});

function answerOf(body: string | null, toolCallId: string): { result: string; failed: boolean } {
  if (body === null) return { result: "No result returned.", failed: true };
  try {
    const own = ToolAnswer.parse(JSON.parse(body)).results.find((item) => item.toolCallId === toolCallId);
    if (own?.result !== undefined) return { result: own.result, failed: false };
    return { result: own?.error ?? "No result returned.", failed: true };
  } catch {
    return { result: "The answer could not be read.", failed: true };
  }
}

/** What the platform itself says after a tool has answered, and whether it then hangs up. */
function spokenAfter(request: CreateCall, tool: string, failed: boolean) {
  const offered = request.assistantOverrides?.["tools:append"]?.find((item) => item.function?.name === tool);
  const message = offered?.messages?.find((item) => item.type === (failed ? "request-failed" : "request-complete"));
  return { text: message?.content ?? null, endsCall: message?.endCallAfterSpokenEnabled === true };
}

const offersTool = (request: CreateCall, name: string) =>
  request.assistantOverrides?.["tools:append"]?.some((tool) => tool.function?.name === name) ?? false;

/** The structured analysis, as far as the request asked for it: only the schema's keys, only its words. */
function structuredData(request: CreateCall, script: Script): Record<string, string> | null {
  const plan = request.assistantOverrides?.analysisPlan?.structuredDataPlan;
  if (!plan?.enabled || !plan.schema || script.outcome === null) return null;
  const known: Record<string, string> = { outcome: script.outcome, ...script.details };
  if (script.sentiment) known.sentiment = script.sentiment;
  return Object.fromEntries(
    Object.entries(plan.schema.properties ?? {}).flatMap(([key, rule]) => {
      const value = known[key];
      return value && (!rule.enum || rule.enum.includes(value)) ? [[key, value]] : [];
    }),
  );
}

/** Plays a call from the queue to its report. Resolves when the last webhook has been handed over. */
export function playCall(state: SimState, placed: PlacedCall): Promise<void> {
  return whileBusy(state, () => play(state, placed));
}

async function play(state: SimState, placed: PlacedCall): Promise<void> {
  const { sim, request } = placed;
  const { persona, nth } = sim;
  const script = writeScript({ seed: state.seed, persona, nth, request, now: state.now() });
  const line = webhookLine(state, placed);
  const signal = AbortSignal.any([state.stopping.signal, placed.abort.signal]);
  const enter = (status: typeof sim.status) => {
    sim.status = status;
    sim.updatedAt = state.now().toISOString();
    if (status === "in-progress") sim.answeredAt = sim.updatedAt;
    line.send("status-update", statusUpdate(state, placed));
    state.changed();
  };
  let endedReason = script.endedReason;
  try {
    enter("queued");
    await simulatedSleep(state, script.queueSeconds, signal);
    enter("ringing");
    await simulatedSleep(state, script.ringSeconds, signal);
    await until(state, () => !state.held || signal.aborted, "the calls to be released", FOREVER_MS);
    signal.throwIfAborted();
    if (script.answered) {
      enter("in-progress");
      const turn = await talk(state, placed, script, line.ask, signal);
      endedReason = turn?.endedReason ?? endedReason;
      script.outcome = turn?.outcome ?? script.outcome;
    }
  } catch (error) {
    if (!signal.aborted) throw error;
    endedReason = "call-deleted";
  }
  if (state.stopping.signal.aborted) return;
  end(state, placed, endedReason);
  line.send("status-update", statusUpdate(state, placed));
  await simulatedSleep(state, script.analysisSeconds, state.stopping.signal).catch(() => {});
  if (state.stopping.signal.aborted) return;
  if (endedReason !== "call-deleted") analyse(placed, script);
  line.send("end-of-call-report", endOfCallReport(state, placed));
}

interface Turnabout {
  endedReason: string;
  outcome?: Outcome;
}

/** Speaks the beats of the script. Returns how the call went otherwise when a tool ended it. */
async function talk(
  state: SimState,
  placed: PlacedCall,
  script: Script,
  ask: (body: string) => Promise<string | null>,
  signal: AbortSignal,
): Promise<Turnabout | null> {
  const { sim, request } = placed;
  let clock = 0;
  for (const beat of script.beats) {
    if (beat.kind === "say") {
      const { role, text, at, duration } = beat;
      sim.turns.push({ role, message: text, secondsFromStart: at, duration });
      continue;
    }
    if (!offersTool(request, beat.name)) continue;
    await simulatedSleep(state, Math.max(0, beat.at - clock), signal);
    clock = beat.at;
    const failed = await useTool(state, placed, beat, ask);
    const spoken = spokenAfter(request, beat.name, failed);
    if (spoken.text !== null) sim.turns.push(reply(beat.at + 1, spoken.text));
    if (spoken.endsCall) {
      await hangUp(state, sim, beat.at, signal);
      return { endedReason: "assistant-ended-call-after-message-spoken" };
    }
    // Whoever could not book must not say "you are booked".
    if (failed && beat.name !== "record_opt_out" && beat.name !== "record_consent") {
      sim.turns.push(reply(beat.at + 1, "I could not enter that just now. Someone will get back to you."));
      await hangUp(state, sim, beat.at, signal);
      return { endedReason: "assistant-ended-call", outcome: "interested" };
    }
  }
  await simulatedSleep(state, Math.max(0, script.talkSeconds - clock), signal);
  sim.durationSeconds = script.talkSeconds;
  return null;
}

const REPLY_SECONDS = 3;
const reply = (secondsFromStart: number, message: string): Turn => ({
  role: "bot",
  message,
  secondsFromStart,
  duration: REPLY_SECONDS,
});

async function hangUp(state: SimState, sim: SimCall, at: number, signal: AbortSignal): Promise<void> {
  await simulatedSleep(state, REPLY_SECONDS + 1, signal);
  sim.durationSeconds = Math.round((at + REPLY_SECONDS + 1) * 10) / 10;
}

/** Asks our server and waits for its answer, as long as the request's server allows. Returns whether it failed. */
async function useTool(
  state: SimState,
  placed: PlacedCall,
  beat: Beat & { kind: "tool" },
  ask: (body: string) => Promise<string | null>,
): Promise<boolean> {
  const { sim } = placed;
  const id = `call_${randomUUID().replaceAll("-", "").slice(0, 24)}`;
  const toolCall = { id, name: beat.name, arguments: JSON.stringify(beat.arguments) };
  const common = { message: "", secondsFromStart: beat.at, duration: 0, toolCall };
  sim.turns.push({ role: "tool_calls", ...common });
  const askedAt = state.now().toISOString();
  const body = await ask(toolCalls(state, placed, toolCall));
  const { result, failed } = answerOf(body, id);
  sim.turns.push({ role: "tool_call_result", ...common, secondsFromStart: beat.at + 0.5, result });
  sim.tools.push({ name: beat.name, askedAt, answeredAt: state.now().toISOString(), result: failed ? null : result });
  const { name } = beat;
  state.log.write({
    kind: "tool",
    at: state.now().toISOString(),
    callId: sim.id,
    attemptId: sim.attemptId,
    name,
    failed,
  });
  return failed;
}

function end(state: SimState, { sim }: PlacedCall, endedReason: string): void {
  state.active--;
  sim.status = "ended";
  sim.endedReason = endedReason;
  sim.endedAt = state.now().toISOString();
  sim.updatedAt = sim.endedAt;
  const { id: callId, attemptId, number, nth, persona, createdAt, answeredAt, endedAt } = sim;
  state.log.write({
    kind: "call_ended",
    ...{ at: endedAt, callId, attemptId, number, nth, persona, startedAt: createdAt, answeredAt, endedAt, endedReason },
  });
  state.changed();
}

function analyse({ sim, request }: PlacedCall, script: Script): void {
  if (!sim.answeredAt) return;
  sim.outcome = script.outcome;
  sim.sentiment = script.sentiment;
  sim.structuredData = structuredData(request, script);
  if (request.assistantOverrides?.analysisPlan?.summaryPlan?.enabled !== false) sim.summary = script.summary;
}
