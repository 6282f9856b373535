import { reasonText } from "@/lib/core/reasons";
import { DISPOSITION_WORDS, OUTCOME_WORDS, wordOf } from "@/lib/core/spoken-words";
import type { Channel } from "@/lib/core/words";

const OF_CALL: Record<string, string> = {
  reserved: "Chosen to be called next",
  begun: "Call requested",
  dispatched: "The phone provider took the call",
  queued: "Waiting at the phone provider",
  ringing: "Ringing",
  in_progress: "Picked up",
  forwarding: "Being transferred to a person",
  ended: "Call ended",
  line_closed: "Line closed",
  doubt: "The phone provider did not answer; asking it what became of the call",
  unknown: "Nobody could say what became of the call",
  not_recorded: "What came of the call could not be written down; trying again every hour",
  released: "Not placed",
  second_contact: "The phone provider reports a second call in its place",
};
const OF_MESSAGE: Record<string, string> = {
  reserved: "Chosen to be written to next",
  begun: "Written and handed over",
  dispatched: "The provider took the message",
  doubt: "The provider did not answer; asking it what became of the message",
  unknown: "Nobody could say what became of the message",
  not_recorded: "What became of the message could not be written down; trying again every hour",
  released: "Not sent",
  second_contact: "The provider reports a second message in its place",
};
const EVENT: Record<string, string> = {
  record_opt_out: "Asked not to be contacted again",
  book_appointment: "Booked an appointment",
  request_callback: "Asked to be called back",
  recording_granted: "Agreed to a recording",
  recording_refused: "Did not agree to a recording: nothing that was said is kept",
  recording_unanswered: "Did not say whether a recording is all right: nothing that was said is kept",
  recording_deleted: "The phone provider deleted its recording",
  outcome_corrected: "Outcome corrected by hand",
  message_accepted: "The provider accepted the message",
  message_sent: "Sent on its way",
  message_delayed: "Delayed; the provider keeps trying",
  message_delivered: "Delivered",
  message_failed: "The provider could not deliver it",
  opened: "Opened",
  clicked: "Followed a link",
  complained: "Reported as spam: nobody contacts them any more",
  agreed_to_calls: "Agreed in writing to be called",
  withdrew_from_calls: "Took the agreement to calls back",
  replied: "Wrote back",
  stop: "Wrote that they want no more messages",
};
const SCANNER: Record<string, string> = {
  opened: "Opened by a scanner, not counted",
  clicked: "A link was followed by a scanner, not counted",
};

const detailOf = (detail: unknown, name: string): unknown =>
  typeof detail === "object" && detail !== null ? Reflect.get(detail, name) : null;
const textOf = (detail: unknown, name: string): string | null => {
  const found = detailOf(detail, name);
  return typeof found === "string" && found !== "" ? found : null;
};

/** What happened, in words. An event that is new to this page is shown by its name rather than hidden.
 *  @param uncounted of an open or a click: that it was a scanner's */
export function eventText(kind: string, detail: unknown, channel: Channel = "call", uncounted = false): string {
  if (uncounted || detailOf(detail, "machine") === true) return SCANNER[kind] ?? kind;
  const text = (channel === "call" ? OF_CALL : OF_MESSAGE)[kind] ?? EVENT[kind] ?? kind.replaceAll("_", " ");
  const [from, to, note] = ["from", "to", "note"].map((name) => textOf(detail, name));
  switch (kind) {
    case "released": {
      const why = reasonText(textOf(detail, "why"));
      return why ? `${text}: ${why}` : text;
    }
    case "ended":
      return channel === "call" ? text : wordOf(DISPOSITION_WORDS, textOf(detail, "disposition")) || "Ended";
    case "clicked": {
      const link = textOf(detail, "link");
      return link ? `${text}: ${link}` : text;
    }
    case "amended":
      return `News came late: ${wordOf(DISPOSITION_WORDS, textOf(detail, "disposition"))}`;
    case "unsubscribed":
      return unsubscribedText(detail);
    case "outcome_corrected": {
      const change = `${from ? `from “${wordOf(OUTCOME_WORDS, from)}” ` : ""}to “${wordOf(OUTCOME_WORDS, to ?? null)}”`;
      return `${text} ${change}${note ? `: ${note}` : ""}`;
    }
    default:
      return text;
  }
}

function unsubscribedText(detail: unknown): string {
  const what = textOf(detail, "channel") === "all" ? "all marketing" : "this channel";
  const how =
    textOf(detail, "method") === "one_click" ? "with the button of their mail program" : "on the opt-out page";
  return `Unsubscribed from ${what} ${how}`;
}

/** What happened, for a list of many contacts: the end of one by how it ended and what came of it. */
export function activityText(kind: string, detail: unknown, channel: Channel = "call"): string {
  if (kind === "ended") {
    const ended = [
      wordOf(DISPOSITION_WORDS, textOf(detail, "disposition")),
      wordOf(OUTCOME_WORDS, textOf(detail, "outcome")),
    ];
    return ended.filter((word) => word !== "").join(", ") || (channel === "call" ? "Call ended" : "Ended");
  }
  if (kind === "dispatched")
    return channel === "call" ? "Being called" : channel === "email" ? "Email sent" : "Text sent";
  return eventText(kind, detail, channel);
}
