import { describe, expect, it } from "vitest";
import { checkEmail, type EmailInline, type EmailWords, parseEmail } from "@/lib/core/email-content";

const email = (body: string, changes: Partial<EmailWords> = {}): EmailWords => ({
  subject: "We miss you",
  previewText: null,
  body,
  ...changes,
});
const blocks = (body: string) => parseEmail(email(body)).blocks;
const text = (words: string, bold = false): EmailInline => ({ kind: "text", text: words, bold });

/** What stands in a line, in short. */
function line(body: string): string[] {
  const [only] = blocks(body);
  if (only?.kind !== "paragraph") throw new Error(`a ${only?.kind}`);
  return only.inlines.map((inline) => {
    if (inline.kind === "break") return "/";
    const shown = inline.kind === "text" ? inline.text : `[${inline.label ?? ""}](${inline.target})`;
    return inline.bold ? `*${shown}*` : shown;
  });
}

describe("reading what the owner wrote", () => {
  it("takes an empty line for the end of a paragraph, and a line's end for one", () => {
    expect(blocks("Hi {name},\nhow are you?\n\n\n \nRiley\r\n")).toEqual([
      { kind: "paragraph", inlines: [text("Hi {name},"), { kind: "break" }, text("how are you?")] },
      { kind: "paragraph", inlines: [text("Riley")] },
    ]);
  });

  it("takes lines that begin with a dash for a list, without an empty line before it too", () => {
    expect(blocks("We have:\n- **new** chairs\n• coffee\n\n- parking\nand you")).toEqual([
      { kind: "paragraph", inlines: [text("We have:")] },
      { kind: "list", items: [[text("new", true), text(" chairs")], [text("coffee")]] },
      { kind: "list", items: [[text("parking")]] },
      { kind: "paragraph", inlines: [text("and you")] },
    ]);
    expect(blocks("-5 degrees\n-")).toEqual([
      { kind: "paragraph", inlines: [text("-5 degrees"), { kind: "break" }, text("-")] },
    ]);
  });

  it.each([
    ["**now** or **never**", ["*now*", " or ", "*never*"]],
    ["2 ** 3", ["2 ** 3"]],
    ["**a** b ** c", ["*a*", " b ** c"]],
    ["{name|**x**} **{promotion}**", ["{name|**x**} ", "*{promotion}*"]],
    ["**see https://x.example/a** now", ["*see *", "*[x.example/a](https://x.example/a)*", " now"]],
  ])("makes bold what is between two pairs of stars: %s", (body, expected) => {
    expect(line(body)).toEqual(expected);
  });

  it.each([
    ["a [b](https://x.example/?a=1&b=2) c", ["a ", "[b](https://x.example/?a=1&b=2)", " c"]],
    ["a [b](www.x.example) c", ["a ", "[b](https://www.x.example)", " c"]],
    ["a [b](x.example/book) c", ["a ", "[b](https://x.example/book)", " c"]],
    ["a [b]({booking_link}) c", ["a ", "[b]({booking_link})", " c"]],
    ["a [**b**](https://x.example) c", ["a ", "[b](https://x.example)", " c"]],
    ["go to https://x.example/a, please", ["go to ", "[x.example/a](https://x.example/a)", ", please"]],
    ["(see www.x.example/a_(b)).", ["(see ", "[x.example/a_(b)](https://www.x.example/a_(b))", ")."]],
    ["at https://bücher.example/ö!", ["at ", "[bücher.example/ö](https://bücher.example/ö)", "!"]],
    ["code https://x.example/?c={offer_code|a b}.", ["code ", "[](https://x.example/?c={offer_code|a b})", "."]],
    ["book: {booking_link}", ["book: ", "[Book a time]({booking_link})"]],
    ["book {booking_link|by phone}", ["book {booking_link|by phone}"]],
    ["[a] (b) [c]( ) [d](e f)", ["[a] (b) [c]( ) [d](e f)"]],
    ["mail me@www.x.example or http:// or www.", ["mail me@www.x.example or http:// or www."]],
  ])("finds the links in: %s", (body, expected) => {
    expect(line(body)).toEqual(expected);
  });

  it.each([
    "javascript:alert(1)",
    "mailto:a@x.example",
    "ftp://x.example",
    "https://bank.example@evil.example",
    "#top",
  ])("leaves only the words of a link to %s, and says so", (target) => {
    expect(line(`see [this](${target}) now`)).toEqual(["see this now"]);
    expect(checkEmail(email(`see [this](${target})`))).toEqual([
      { where: "body", problem: "bad_link", detail: `[this](${target})` },
    ]);
  });

  it("makes a button of a line that is one link", () => {
    const target = "https://x.example/book";
    const body = `Hi\n[Book now](${target})\n**[Again](${target})**\n${target}\n{booking_link}\nBye`;
    expect(blocks(body)).toEqual([
      { kind: "paragraph", inlines: [text("Hi")] },
      { kind: "button", label: "Book now", target, index: 0 },
      { kind: "button", label: "Again", target, index: 1 },
      { kind: "button", label: "x.example/book", target, index: 2 },
      { kind: "button", label: "Book a time", target: "{booking_link}", index: 3 },
      { kind: "paragraph", inlines: [text("Bye")] },
    ]);
    expect(parseEmail(email(body)).links).toEqual([target, target, target, "{booking_link}"]);
  });

  it("takes markup for words", () => {
    expect(line('<b>x</b> <a href="y">z</a> &amp; <script>')).toEqual(['<b>x</b> <a href="y">z</a> &amp; <script>']);
  });

  it("drops what no mail can show", () => {
    expect(line("a\u0000b\u0007c\u2028d\ud800")).toEqual(["abc", "/", "d\ufffd"]);
  });

  it.each([
    "[".repeat(20_000),
    "[a](".repeat(8_000),
    "**".repeat(20_000),
    "{".repeat(20_000),
    "https://".repeat(4_000),
    "(".repeat(20_000),
    "[a](b(".repeat(6_000),
  ])("reads what is meant to keep it busy in no time: %#", (body) => {
    const began = performance.now();
    parseEmail(email(body));
    expect(performance.now() - began).toBeLessThan(2_000);
  });
});

describe("what is wrong with an email", () => {
  const problems = (words: Partial<EmailWords>) =>
    checkEmail(email("Hi", words)).map(({ where, problem, detail }) => [where, problem, detail]);

  it("is nothing where all is well", () => {
    const body = "Hi {name|you}, [book]({booking_link}) or see www.x.example.\n\n- {promotion}";
    expect(problems({ subject: "{business_name} misses you", previewText: "Dear {name}", body })).toEqual([]);
  });

  it("is named with its place", () => {
    expect(problems({ subject: " ", body: "\n" })).toEqual([
      ["subject", "empty", null],
      ["body", "empty", null],
    ]);
    expect(problems({ subject: "x".repeat(201), previewText: "x".repeat(201), body: "x".repeat(10_001) })).toEqual([
      ["subject", "too_long", "200"],
      ["preview_text", "too_long", "200"],
      ["body", "too_long", "10000"],
    ]);
    expect(problems({ subject: "a\r\nBcc: b@x.example", previewText: "a\nb" })).toEqual([
      ["subject", "line_break", null],
      ["preview_text", "line_break", null],
    ]);
    expect(problems({ subject: "{nick}", body: "{nick} {a b}" })).toEqual([
      ["subject", "unknown_variable", "{nick}"],
      ["body", "unknown_variable", "{nick}"],
      ["body", "stray_brace", null],
    ]);
    expect(problems({ body: "https://x.example ".repeat(31) })).toEqual([["body", "too_many_links", "30"]]);
  });
});
