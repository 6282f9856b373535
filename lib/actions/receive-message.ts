import type { MessageEvent } from "@/lib/core/message";
import { classifyReply, type ReplyKeywords, type ReplyKind } from "@/lib/core/reply-words";
import type { IncomingMessage, ReceivedMessage } from "@/lib/data/messages";
import type { EngineDeps } from "./deps";

type Inbound = Extract<MessageEvent, { kind: "inbound" }>;

/** Takes in what a customer wrote: an opt-out is effective when this returns, anything that a machine can't judge waits for the owner.
 *  @throws Error when the words of an email can't be asked for just now: the event is tried again */
export async function receiveMessage(
  deps: Pick<EngineDeps, "messages" | "email" | "data" | "now" | "log">,
  event: Inbound,
): Promise<{ kind: IncomingMessage["kind"]; received: ReceivedMessage }> {
  const body = event.body ?? (await wordsOf(deps, event));
  const kind = kindOf(event, body, await deps.data.law.keywords());
  const received = await deps.messages.receive(
    {
      channel: event.channel,
      provider: event.channel === "email" ? "resend" : "twilio",
      providerRef: event.providerRef,
      from: event.from.toLowerCase(),
      to: event.to.toLowerCase().startsWith("mg") ? event.to : event.to.toLowerCase(),
      subject: event.subject,
      body,
      kind,
      at: new Date(event.at),
    },
    deps.now(),
  );
  deps.log.info({ channel: event.channel, kind, known: received.known }, "a message came in");
  return { kind, received };
}

const KIND: Record<ReplyKind, IncomingMessage["kind"]> = {
  stop: "stop",
  start: "start",
  help: "help",
  opt_out_wording: "opt_out",
  reply: "reply",
};

/** What the provider took it for, it has acted on already; else the words decide. */
function kindOf(
  { optOutType, subject }: Inbound,
  body: string | null,
  keywords: ReplyKeywords,
): IncomingMessage["kind"] {
  if (optOutType === "STOP") return "stop";
  if (optOutType === "START") return "start";
  if (optOutType === "HELP") return "help";
  const words = KIND[classifyReply(body ?? "", keywords)];
  // "Unsubscribe" is often all that stands in the subject of an email, above a quoted one.
  return words === "reply" && subject ? strongestOf(words, KIND[classifyReply(subject, keywords)]) : words;
}

const strongestOf = (words: IncomingMessage["kind"], subject: IncomingMessage["kind"]) =>
  subject === "stop" || subject === "opt_out" ? subject : words;

async function wordsOf(deps: Pick<EngineDeps, "email">, { channel, providerRef }: Inbound): Promise<string | null> {
  if (channel !== "email" || !deps.email) return null;
  const answer = await deps.email.receivedText(providerRef);
  if (!answer.ok) throw new Error(`the words of an email could not be read: ${answer.failure.code}`);
  return answer.value;
}
