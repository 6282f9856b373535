/** How many of an audience may not be called for want of what they agreed to, and what the owner may do instead. */
export interface ConsentGap {
  matching: number;
  callable: number;
  /** Have not agreed, as far as the purpose asks for it. */
  lacking: number;
  /** Live where an AI voice may not call for it, agreed or not. */
  blocked: number;
}

interface Counted {
  matching: number;
  callable: number;
  skipped: Record<string, number>;
}

/** Null when nobody is left out for that reason. */
export function consentGap({ matching, callable, skipped }: Counted): ConsentGap | null {
  const lacking = (skipped.no_written_consent ?? 0) + (skipped.no_consent ?? 0);
  const blocked = skipped.region_blocked ?? 0;
  return lacking + blocked > 0 ? { matching, callable, lacking, blocked } : null;
}

const people = (count: number) => `${count.toLocaleString("en-US")} ${count === 1 ? "customer" : "customers"}`;
const have = (count: number) => (count === 1 ? "has" : "have");

const NEEDED = {
  marketing: "agreed in writing to calls by an AI voice, which offers need",
  informational: "agreed to be called",
};

/** Who may not be called, in words. */
export function gapText({ matching, lacking, blocked }: ConsentGap, purpose: "marketing" | "informational"): string {
  const parts = [
    lacking > 0 && `${lacking.toLocaleString("en-US")} of ${people(matching)} ${have(lacking)} not ${NEEDED[purpose]}.`,
    blocked > 0 &&
      `${people(blocked)} ${blocked === 1 ? "lives" : "live"} in a state where an AI voice may not call with offers.`,
  ];
  return parts.filter(Boolean).join(" ");
}

/** Said beside it where other touches reach people another way. */
export const PASSED_OVER = "The calls of this sequence are passed over; its other touches go on.";

/** Said where nobody is left to call. */
export const nobodyText = (gap: ConsentGap, purpose: "marketing" | "informational"): string =>
  `Nobody may be called: ${gapText(gap, purpose)} ${
    purpose === "marketing"
      ? "Ask them by email, put down the agreements that you have, or make it a service message without an offer."
      : "Ask them by email, or put down the agreements that you have."
  }`;
