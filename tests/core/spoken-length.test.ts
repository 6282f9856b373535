import { describe, expect, it } from "vitest";
import { EXAMPLES } from "@/lib/core/examples";
import {
  LONG_FIRST_MESSAGE_SECONDS,
  LONG_VOICEMAIL_SECONDS,
  spokenLength,
  spokenSeconds,
} from "@/lib/core/spoken-length";

const words = (count: number) => Array.from({ length: count }, () => "visit").join(" ");

describe("how long a text takes to speak", () => {
  it("is a minute for 150 words", () => {
    expect(spokenSeconds(words(150))).toBe(60);
  });

  it("is nothing for nothing, and a second for a word", () => {
    for (const text of ["", "  \n", "…", "- . !"]) expect(spokenSeconds(text)).toBe(0);
    expect(spokenSeconds("Hi")).toBe(1);
  });

  it("counts the pauses between sentences, and none after the last", () => {
    const ten = Array.from({ length: 10 }, () => words(5));
    expect(spokenSeconds(ten.join(". "))).toBe(Math.round(20 + 9 * 0.4));
    expect(spokenSeconds(`${words(50)}.`)).toBe(20);
    expect(spokenSeconds(ten.join(", "))).toBe(Math.round(20 + 9 * 0.2));
  });

  it.each([
    ["a phone number is read digit by digit", "2125550100 2125550100", 20],
    ["a year is three words", Array(10).fill("2026").join(" "), 30],
    ["a percentage is a number and a word", Array(10).fill("20%").join(" "), 30],
    ["an offer code is spelled", Array(10).fill("SAVE20").join(" "), 60],
    ["an abbreviation is spelled", Array(10).fill("AI").join(" "), 20],
    ["a name in capitals is a word", Array(10).fill("BELLA").join(" "), 10],
    ["a variable is two words", Array(10).fill("{name|there}").join(" "), 20],
  ])("%s", (_, text, spokenWords) => {
    expect(spokenSeconds(text)).toBe(Math.round(spokenWords * 0.4));
  });

  it("says a link's names and points, not its scheme", () => {
    const link = Array(10).fill("https://bella.example/book").join(" ");
    expect(spokenSeconds(link)).toBe(Math.round(10 * 5 * 0.4));
    expect(spokenSeconds(link.replaceAll("https://", ""))).toBe(spokenSeconds(link));
  });

  it("counts scripts without spaces by the sign", () => {
    expect(spokenSeconds("你好".repeat(50))).toBe(22);
    expect(spokenSeconds("您好。我们想再见到您。")).toBeGreaterThan(1);
  });

  it("is found quickly for the longest text anybody can paste", () => {
    const start = performance.now();
    for (const sign of ["a", "{", "a.", "1", " ", "你", "https://", "-"])
      spokenSeconds(sign.repeat(4000).slice(0, 4000));
    expect(performance.now() - start).toBeLessThan(1000);
  });

  it("keeps the examples short enough to listen to", () => {
    for (const { call_script, voicemail_message } of Object.values(EXAMPLES).flat()) {
      expect(spokenSeconds(call_script)).toBeLessThanOrEqual(LONG_FIRST_MESSAGE_SECONDS);
      expect(spokenSeconds(voicemail_message)).toBeLessThanOrEqual(LONG_VOICEMAIL_SECONDS);
    }
  });
});

it.each([
  [1, "about 1 second"],
  [18, "about 18 seconds"],
  [60, "about 1 minute"],
  [125, "about 2 minutes 5 seconds"],
])("%i seconds are %s", (seconds, text) => {
  expect(spokenLength(seconds)).toBe(text);
});
