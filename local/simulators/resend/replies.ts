import { randomUUID } from "node:crypto";
import { pick, type Random } from "../random";
import type { TakenEmail } from "./state";
import type { ReceivedEmail } from "./types";

const INTERESTED = [
  "Hi, thanks for writing! Do you have anything on Thursday afternoon?",
  "Good to hear from you. Please call me, I would like to come in next week.",
  "Is the offer still open for the both of us?",
  "¡Hola! ¿Cuánto cuesta ahora? Gracias 🙂",
];
const ENOUGH = [
  "Please take me off your list.",
  "I moved away last year, please stop emailing me.",
  "No more of these, thank you.",
  "UNSUBSCRIBE",
];

const escaped = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** An answer as mail programs send it: the words above, the email that it answers below. */
export function writeReply(random: Random, { sim, request }: TakenEmail, to: string, createdAt: string): ReceivedEmail {
  const words = pick(random, sim.persona === "replies_stop" ? ENOUGH : INTERESTED);
  const intro = `On ${new Date(sim.createdAt).toUTCString().slice(0, 16)} at 9:41 AM ${sim.from.replaceAll(/[<>]/g, "")} wrote:`;
  const quoted = (request.text ?? "").split("\n").map((line) => `> ${line}`);
  return {
    id: randomUUID(),
    from: sim.to,
    to,
    subject: `Re: ${sim.subject}`,
    text: [words, "", intro, "", ...quoted].join("\n"),
    html: `<div dir="auto">${escaped(words)}</div><br><div class="gmail_quote">${escaped(intro)}<blockquote>${request.html ?? ""}</blockquote></div>`,
    createdAt,
  };
}
