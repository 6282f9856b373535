/** Why a contact needs the owner, and what to do about it. The codes come from the database, which also says when
 *  (outreach_attempts.attention). */
const ATTENTION = {
  callback: {
    label: "Asked to be called back",
    todo: "Call them yourself, when it suits them.",
  },
  wrong_number: {
    label: "Wrong number",
    todo: "Look for another number. This one is not called again.",
  },
  reply: {
    label: "Wrote back",
    todo: "Read it and say what they want. Until then nobody contacts them.",
  },
  transfer_failed: {
    label: "Wanted a person, and the transfer failed",
    todo: "Call them back yourself, soon.",
  },
  unknown: {
    label: "Nobody knows what became of it",
    todo: "Ask the customer, or look at the provider. It is not repeated by itself.",
  },
  not_recorded: {
    label: "The result could not be written down",
    todo: "Ask the customer what was agreed. We try again every hour.",
  },
} as const;
type Attention = keyof typeof ATTENTION;

const isAttention = (code: string): code is Attention => Object.hasOwn(ATTENTION, code);

/** @param code also one that this page does not know yet: it is shown by its name rather than hidden */
export function attentionText(code: string): { label: string; todo: string } {
  if (isAttention(code)) return ATTENTION[code];
  return { label: code.replaceAll("_", " ").replace(/^./, (first) => first.toUpperCase()), todo: "Open it." };
}
