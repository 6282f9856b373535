import { describe, expect, test } from "vitest";
import { inPlainCharacters, smsCostMicros, smsSegments } from "@/lib/core/sms-segments";
import { type Random, seeded } from "@/local/simulators/random";

const ONE = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCXYZÄÖÑÜ§¿abcxyzäöñüà";
const TWO = "\f^{}\\[~]|€";
const WIDE = "“”’—…čя漢Ώ\u00a0";
const PAIRS = "😀👍🎉🦷";

/** Slow and obvious: lays each character into segments one by one, trying first whether one segment holds them all. */
function reference(text: string): { encoding: string; segments: number } {
  const characters = Array.from(text);
  const gsm = characters.every((character) => isIn(ALL_ONE, character) || isIn(TWO, character));
  const size = (character: string) => (gsm ? (isIn(TWO, character) ? 2 : 1) : character.length);
  const encoding = gsm ? "gsm7" : "ucs2";
  if (text === "") return { encoding, segments: 0 };
  const total = characters.map(size).reduce((a, b) => a + b, 0);
  if (total <= (gsm ? 160 : 70)) return { encoding, segments: 1 };
  const room = gsm ? 153 : 67;
  const segments: string[][] = [[]];
  for (const character of characters) {
    const last = segments.at(-1) ?? [];
    const used = last.map(size).reduce((a, b) => a + b, 0);
    if (used + size(character) > room) segments.push([character]);
    else last.push(character);
  }
  return { encoding, segments: segments.length };
}
const ALL_ONE = `${ONE}DEFGHIJKLMNOPQRSTUVWdefghijklmnopqrstuvw`;
const isIn = (alphabet: string, character: string) => alphabet.includes(character);

describe("segments", () => {
  test.each([
    ["nothing", "", "gsm7", 0],
    ["160 plain characters", "a".repeat(160), "gsm7", 1],
    ["161", "a".repeat(161), "gsm7", 2],
    ["306", "a".repeat(306), "gsm7", 2],
    ["307", "a".repeat(307), "gsm7", 3],
    ["80 euros", "€".repeat(80), "gsm7", 1],
    ["81 euros", "€".repeat(81), "gsm7", 2],
    ["a euro that would be cut in two", `${"a".repeat(152)}€${"a".repeat(152)}`, "gsm7", 3],
    ["70 with a curly quote", `${"a".repeat(69)}’`, "ucs2", 1],
    ["71 with a curly quote", `${"a".repeat(70)}’`, "ucs2", 2],
    ["35 emoji", "😀".repeat(35), "ucs2", 1],
    ["36 emoji", "😀".repeat(36), "ucs2", 2],
    ["an emoji that would be cut in two", `${"a".repeat(66)}😀${"a".repeat(66)}`, "ucs2", 3],
    ["1,600 plain characters", "a".repeat(1_600), "gsm7", 11],
  ])("of %s", (_, text, encoding, segments) => {
    expect(smsSegments(text)).toMatchObject({ encoding, segments });
  });

  const random = seeded("segments");
  const text = (from: Random) => {
    const alphabets = [[ONE], [ONE, TWO], [ONE, TWO, WIDE], [ONE, PAIRS]][Math.floor(from() * 4)] ?? [ONE];
    const letters = Array.from(alphabets.join(""));
    const length = Math.floor(from() * 500);
    return Array.from({ length }, () => letters[Math.floor(from() * letters.length)]).join("");
  };
  test("of 400 made-up texts are those of the slow count, and none is lost or overfull", () => {
    for (let round = 0; round < 400; round++) {
      const made = text(random);
      const counted = smsSegments(made);
      expect({ made, encoding: counted.encoding, segments: counted.segments }).toEqual({ made, ...reference(made) });
      expect(counted.left).toBeGreaterThanOrEqual(0);
      expect(counted.characters).toBe(made.length);
    }
  });
  test("one character more is never fewer segments, and fits where room was left", () => {
    for (let round = 0; round < 200; round++) {
      const made = text(random);
      const { segments, left, encoding } = smsSegments(made);
      const more = smsSegments(`${made}a`);
      expect(more.segments).toBeGreaterThanOrEqual(segments);
      if (segments > 0 && left > 0)
        expect([made, more]).toEqual([made, expect.objectContaining({ segments, encoding })]);
    }
  });
});

describe("what makes a text dear", () => {
  test("is named, with what may stand for it", () => {
    expect(smsSegments("“It’s” 5–6 😀😀 čy\u200b").forcing).toEqual([
      { character: "“", count: 1, replacement: '"' },
      { character: "’", count: 1, replacement: "'" },
      { character: "”", count: 1, replacement: '"' },
      { character: "–", count: 1, replacement: "-" },
      { character: "😀", count: 2, replacement: null },
      { character: "č", count: 1, replacement: "c" },
      { character: "\u200b", count: 1, replacement: "" },
    ]);
    expect(smsSegments("Naïve? €5 {x}").forcing).toEqual([{ character: "ï", count: 1, replacement: "i" }]);
  });
  test("can be replaced, and the text is then plain", () => {
    const plain = inPlainCharacters("“It’s” – 5…\u00a0ç");
    expect(plain).toBe('"It\'s" - 5... c');
    expect(smsSegments(plain)).toMatchObject({ encoding: "gsm7", forcing: [] });
    expect(inPlainCharacters("Hi 😀")).toBe("Hi 😀");
  });
  test("a text of more than 1,600 characters can't be sent, counted in UTF-16 units", () => {
    expect(smsSegments("a".repeat(1_600)).tooLong).toBe(false);
    expect(smsSegments("a".repeat(1_601)).tooLong).toBe(true);
    expect(smsSegments("😀".repeat(801)).tooLong).toBe(true);
  });
});

describe("the cost", () => {
  test.each([
    [3, "0.0079", 23_700],
    [1, "0.0083", 8_300],
    [0, "1", 0],
    [10, "0.000001", 10],
    [2, "12.5", 25_000_000],
  ])("of %i segments at %s is %i micro-dollars", (segments, price, micros) => {
    expect(smsCostMicros(segments, price)).toBe(micros);
  });
  test.each(["", "free", "-1", "1e3", "0.0000001", "1,5", "NaN"])("is unknown at a price of %j", (price) => {
    expect(smsCostMicros(1, price)).toBeNull();
  });
});
