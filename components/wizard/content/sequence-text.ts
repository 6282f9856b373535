import { Mail, MessageSquareText, Phone } from "lucide-react";
import type { Channel, Condition } from "@/lib/core/words";
import { durationText } from "../durations";

export const CHANNEL_TEXT: Record<Channel, { label: string; icon: typeof Phone }> = {
  call: { label: "Call", icon: Phone },
  email: { label: "Email", icon: Mail },
  sms: { label: "Text message", icon: MessageSquareText },
};

/** For whom a touch is, as choices; who booked, decided or opted out gets none in any case. */
export const CONDITION_TEXT: Record<Condition, { label: string; hint: string }> = {
  always: { label: "Everybody still open", hint: "Whoever has not answered, clicked, booked or opted out until then." },
  not_reached: {
    label: "Who was not reached",
    hint: "Nobody answered the call, the message was not opened, and nothing came back.",
  },
  no_response: {
    label: "Who did not respond",
    hint: "No talk, no reply, no click. Who only opened an email is included.",
  },
  not_converted: {
    label: "Who has not booked",
    hint: "Also who talked with your agent without deciding, or only clicked a link.",
  },
  clicked: { label: "Who clicks a link", hint: "As soon as they click a link in an earlier message." },
};

/** "2 days later, to who was not reached". @param index of the touch in its sequence */
export function whenText(
  index: number,
  { wait_minutes: wait, condition }: { wait_minutes: number; condition: Condition },
): string {
  if (index === 0) return "At the start, to everybody";
  const time = Number.isFinite(wait) && wait > 0 ? durationText(wait) : null;
  if (condition === "clicked")
    return time ? `As soon as somebody clicks, within ${time}` : "To those who have clicked by then";
  const who = CONDITION_TEXT[condition].label;
  return `${time ? `${time} later` : "Right after"}, to ${who[0]?.toLowerCase()}${who.slice(1)}`;
}
