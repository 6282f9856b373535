import type { CallTool, Outcome, ToolCall } from "@/lib/core/call";
import { CALL_TOOLS } from "@/lib/core/call";
import type { EngineDeps, ToolAnswer } from "./deps";

type WishTool = Exclude<CallTool, "record_consent">;
const OUTCOME: Record<WishTool, Outcome> = {
  record_opt_out: "opt_out",
  book_appointment: "booked",
  request_callback: "callback",
};
/** What the assistant learns; it speaks from this. */
const ANSWER: Record<WishTool, string> = {
  record_opt_out:
    "Recorded. This customer will not be contacted again. Confirm it in one sentence and end the call at once: no question, no offer, no transfer.",
  book_appointment: "Noted. Tell the customer that the business will confirm the appointment.",
  request_callback: "Noted. Tell the customer that somebody from the business will call back.",
};
const GRANTED = "Noted. Thank the customer and go on with what you called about.";
const REFUSED =
  "Noted: nothing that is said in this call is kept. Say so in one short sentence, do not ask again, and go on with what you called about.";
/** On the owner's own phone nothing is booked or recorded, and the conversation goes on as it would. */
const TEST_ANSWER =
  "This is a test call to the business itself, so nothing is recorded. Say in one sentence that it would be recorded now.";

const isTool = (name: string): name is CallTool => CALL_TOOLS.some((tool) => tool === name);

/** Records what the assistant asked for; an opt-out is effective when this returns. The same call of a tool twice changes nothing. */
export async function recordToolCalls(
  deps: Pick<EngineDeps, "engine" | "testCalls" | "now" | "log">,
  attemptId: string,
  calls: ToolCall[],
): Promise<ToolAnswer[]> {
  const answers: ToolAnswer[] = [];
  for (const { id, name, arguments: args } of calls) {
    if (!isTool(name)) {
      answers.push({ toolCallId: id, name, result: "There is no such tool here." });
      continue;
    }
    if (name === "record_consent") {
      // Anything but a clear yes is none.
      const granted = args.granted === true;
      const found = await deps.engine.recordingConsent(attemptId, id, granted, deps.now());
      deps.log.info({ attempt_id: attemptId, tool: name, granted, known: found }, "tool call recorded");
      const said = granted ? GRANTED : REFUSED;
      answers.push({ toolCallId: id, name, result: found ? said : await unknownAnswer(deps, attemptId) });
      continue;
    }
    const known = await deps.engine.toolCall(attemptId, { id, name, arguments: args }, OUTCOME[name], deps.now());
    deps.log.info({ attempt_id: attemptId, tool: name, known }, "tool call recorded");
    answers.push({ toolCallId: id, name, result: known ? ANSWER[name] : await unknownAnswer(deps, attemptId) });
  }
  return answers;
}

async function unknownAnswer({ testCalls }: Pick<EngineDeps, "testCalls">, attemptId: string): Promise<string> {
  return (await testCalls.exists(attemptId)) ? TEST_ANSWER : "This call is not known here.";
}
