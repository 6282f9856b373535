import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { newWords } from "@/lib/core/email-reply";
import { classifyReply as classify, helpText, stopConfirmation } from "@/lib/core/reply-words";
import { smsSegments } from "@/lib/core/sms-segments";
import { KEYWORDS } from "../support/reply-keywords";

const classifyReply = (text: string) => classify(text, KEYWORDS);

const table = (name: string) =>
  readFileSync(new URL(`./fixtures/${name}.txt`, import.meta.url), "utf8")
    .split("\n")
    .filter(Boolean);

describe("an answer that asks to stop in its own words", () => {
  test.each(table("opt-outs"))("%s", (words) => {
    expect(classifyReply(words)).toBe("opt_out_wording");
  });
});

describe("an answer for a person to judge", () => {
  test.each(table("replies"))("%s", (words) => {
    expect(classifyReply(words)).toBe("reply");
  });
  test.each(["", "   ", "\n", "...", "?"])("nothing: %j", (words) => {
    expect(classifyReply(words)).toBe("reply");
  });
});

const SPELLINGS = [
  (word: string) => word,
  (word: string) => word.toLowerCase(),
  (word: string) => ` ${word}.\n`,
  (word: string) => `"${word}"!!`,
  (word: string) => `${word} 🙏`,
  (word: string) => `Please ${word.toLowerCase()}`,
  (word: string) => `${word} thanks`,
  (word: string) => `${word}\n\nSent from my iPhone`,
  (word: string) =>
    `${word}\n\nOn Sat, Nov 21, 2026 at 9:00 AM Bright Smile <hi@example.com> wrote:\n> Reply STOP to opt out. HELP for help.`,
  (word: string) => word.split("").join(word.length > 3 ? " " : ""),
];

describe("keywords of the rules", () => {
  test.each([
    ["stop", 8],
    ["start", 2],
    ["help", 2],
  ] as const)("for %s are taken for it however they are written", (kind, count) => {
    const words = KEYWORDS[kind].map((word) => word.toUpperCase());
    expect(words).toHaveLength(count);
    for (const word of words) {
      for (const spelling of SPELLINGS)
        expect([spelling(word), classifyReply(spelling(word))]).toEqual([spelling(word), kind]);
    }
  });
  test("are those of the rules and no others", () => {
    const ours = { ...KEYWORDS, stop: ["halt"], help: [] };
    expect(["HALT", "revoke", "help"].map((words) => classify(words, ours))).toEqual(["stop", "reply", "reply"]);
  });
  test.each([
    "opt out",
    "Opt-out",
    "stop all",
    "STOP STOP STOP",
    "remove",
    "Please unsubscribe",
    "Stop, please",
    "stop unsubscribe",
    "STOP\nDana Whitfield",
  ])("%j stops too", (words) => {
    expect(classifyReply(words)).toBe("stop");
  });
});

describe("emails", () => {
  test("are judged without what they answer", () => {
    const quoted = "\n\nOn Mon, Bright Smile wrote:\n> Unsubscribe here. Stop texting me.";
    expect(classifyReply(`Sure, Friday works${quoted}`)).toBe("reply");
    expect(classifyReply(`Please remove me from your list.${quoted}`)).toBe("opt_out_wording");
  });
  test("are judged below it too", () => {
    expect(classifyReply("> How are you?\n> Reply STOP to opt out\n\nunsubscribe")).toBe("stop");
    expect(classifyReply("> Reply STOP to opt out\n\nI'd love to come")).toBe("reply");
  });
  test("that only repeat ours ask for nothing", () => {
    for (const text of ["> stop", "On Mon, Bright Smile wrote:\n> Unsubscribe"]) {
      expect(classifyReply(text)).toBe("reply");
      expect(classifyReply(newWords(text))).toBe("reply");
    }
  });
  test("with a keyword in the last line ask to stop", () => {
    expect(classifyReply("Thank you for the offer\nUnsubscribe")).toBe("opt_out_wording");
  });
});

test("no text is too long or too odd to be judged: a pattern that ran wild would never end", () => {
  const odd = ["stop ", "dont ", "please you to ", "a ", "no quiero ", "it the ", "| ", "> \n"];
  for (const part of odd) expect(classifyReply(part.repeat(10_000).slice(0, 10_000))).toMatch(/^\w+$/);
});

describe("what we answer", () => {
  test("to HELP who we are, where to call and how to opt out, in one segment", () => {
    const text = helpText("Bright Smile Dental", "+1 212-555-0100");
    expect(text).toMatch(/^Bright Smile Dental: .*\+1 212-555-0100.*STOP/);
    expect(smsSegments(text)).toMatchObject({ encoding: "gsm7", segments: 1 });
    expect(helpText("Bright Smile", null)).not.toContain("null");
    expect(helpText("", null)).toMatch(/^For help/);
    expect(stopConfirmation(" ")).toMatch(/^You have/);
  });
  test("to STOP that it is done, in one segment", () => {
    expect(smsSegments(stopConfirmation("Bright Smile Dental of Springfield"))).toMatchObject({ segments: 1 });
  });
});
