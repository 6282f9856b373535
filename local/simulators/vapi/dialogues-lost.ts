import type { Dialogue, TalkingPersona } from "./dialogues";

type Lost = Extract<TalkingPersona, "not_interested" | "opts_out_mid_call" | "wrong_number" | "hangs_up_early">;

export const LOST_DIALOGUES: Record<Lost, readonly Dialogue[]> = {
  not_interested: [
    {
      lines: [
        "C: Thanks, but I found a place closer to home.",
        "A: I understand, and thank you for telling me. We wish you all the best there.",
        "C: Appreciate it. Bye.",
      ],
      summary: "{name} goes to another business closer to home now.",
      notes: "Has changed to a competitor closer to home.",
      sentiment: "neutral",
    },
    {
      lines: [
        "C: To be honest, the last time wasn't great. I waited forty minutes.",
        "A: I am sorry about that. May I pass it on to the owner?",
        "C: You can, but I'm not coming back right now.",
        "A: Understood. I will pass it on. Thank you for being open about it.",
        "C: Sure.",
      ],
      summary: "{name} waited forty minutes at the last visit and does not want to come back for now.",
      notes: "Complaint: a wait of forty minutes at the last visit. The owner should know.",
      sentiment: "negative",
    },
    {
      lines: [
        "C: No, money's tight at the moment, sorry.",
        "A: No need to be sorry. Thank you for your time, {name}, and take care.",
        "C: You too.",
      ],
      summary: "{name} cannot afford a visit at the moment.",
      notes: "Money is tight.",
      sentiment: "neutral",
    },
  ],
  opts_out_mid_call: [
    {
      lines: [
        "C: Is this one of those sales calls?",
        "A: I am an AI assistant calling for {business} about your next visit.",
        "C: Okay, please take me off your list. I don't want these calls.",
        "T: record_opt_out",
      ],
      summary: "{name} asked to be taken off the list. The opt-out was recorded and the call ended.",
      notes: "Does not want to be called.",
      sentiment: "negative",
    },
    {
      lines: ["C: Stop calling me.", "T: record_opt_out"],
      summary: "The customer asked not to be called again. The opt-out was recorded and the call ended.",
      notes: "Does not want to be called.",
      sentiment: "negative",
    },
    {
      lines: [
        "C: Hi. Look, you're very polite, but I get so many of these.",
        "A: I understand.",
        "C: So could you make sure nobody from there contacts me again? Calls, emails, all of it.",
        "T: record_opt_out",
      ],
      summary: "{name} politely asked not to be contacted again by any channel. The opt-out was recorded.",
      notes: "Wants no contact on any channel.",
      sentiment: "neutral",
    },
  ],
  wrong_number: [
    {
      lines: [
        "C: Who? There's no {name} here.",
        "A: I am sorry for the mistake. I will note that this number is not {name}'s. Goodbye.",
        "C: Okay.",
      ],
      summary: "The person who answered is not {name} and does not know them.",
      notes: "The number belongs to somebody else.",
      sentiment: "neutral",
    },
    {
      lines: [
        "C: I think you have the wrong number, I've had this phone since spring.",
        "A: Thank you for telling me, and sorry to have disturbed you.",
      ],
      summary: "Wrong number: the phone has had another owner since spring.",
      notes: "The number has had another owner since spring.",
      sentiment: "neutral",
    },
  ],
  hangs_up_early: [
    {
      lines: ["C: Hello? Hello?"],
      summary: "The call ended before a conversation began.",
      notes: "",
      sentiment: "neutral",
    },
    {
      lines: ["C: Sorry, can't talk."],
      summary: "The customer could not talk and hung up.",
      notes: "",
      sentiment: "neutral",
    },
    {
      lines: ["C: Uh, no.", "A: I only wanted to ask whether—"],
      summary: "The customer hung up at once.",
      notes: "",
      sentiment: "negative",
    },
  ],
};
