import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import { linkTokens } from "@/lib/server/link-tokens";

const SECRET = "a-secret-of-the-tests-with-32-letters";
const ATTEMPT = "0b0e8f5a-17f4-4f57-9a7a-1d6d2a9c4e11";
const tokens = linkTokens(SECRET);

describe("A link's token", () => {
  it("says whose message it is and which link, and is short", () => {
    expect(tokens.read(tokens.unsubscribe(ATTEMPT))).toEqual({ purpose: "unsubscribe", attemptId: ATTEMPT });
    expect(tokens.read(tokens.consent(ATTEMPT))).toEqual({ purpose: "consent", attemptId: ATTEMPT });
    for (const index of [0, 1, 255])
      expect(tokens.read(tokens.link(ATTEMPT, index))).toEqual({ purpose: "link", attemptId: ATTEMPT, index });
    expect(tokens.link(ATTEMPT, 255)).toMatch(/^[\w-]{46}$/);
  });

  it("is the same whenever it is made, and another for every message, link, purpose and secret", () => {
    const made = [
      ...[tokens.unsubscribe(ATTEMPT), tokens.consent(ATTEMPT), tokens.link(ATTEMPT, 0), tokens.link(ATTEMPT, 1)],
      ...[tokens.unsubscribe(ATTEMPT.replace("0b", "0c")), linkTokens(`${SECRET}!`).unsubscribe(ATTEMPT)],
    ];
    expect(new Set(made).size).toBe(made.length);
    expect(linkTokens(SECRET).unsubscribe(ATTEMPT)).toBe(made[0]);
  });

  it("is nobody's but ours: another secret's means nothing", () => {
    expect(tokens.read(linkTokens(`${SECRET}!`).unsubscribe(ATTEMPT))).toBeNull();
  });

  it("is good only whole: no letter of it can be another", () => {
    const token = tokens.link(ATTEMPT, 3);
    for (let at = 0; at < token.length; at++) {
      const other = token[at] === "A" ? "B" : "A";
      expect(tokens.read(token.slice(0, at) + other + token.slice(at + 1))).toBeNull();
    }
  });

  it("can't be made another's or another purpose's by its body alone", () => {
    const bytes = Buffer.from(tokens.link(ATTEMPT, 0), "base64url");
    const with_ = (at: number, value: number) => {
      const forged = Buffer.from(bytes);
      forged[at] = value;
      return tokens.read(forged.toString("base64url"));
    };
    expect(with_(16, 1)).toBeNull();
    expect(with_(17, 1)).toBeNull();
    expect(with_(0, 0xff)).toBeNull();
  });

  it("of a purpose that we do not have means nothing, though it is signed", () => {
    const body = Buffer.concat([Buffer.from(ATTEMPT.replaceAll("-", ""), "hex"), Buffer.from([9, 0])]);
    const mac = createHmac("sha256", SECRET).update("rekindle link\0").update(body).digest().subarray(0, 16);
    expect(tokens.read(Buffer.concat([body, mac]).toString("base64url"))).toBeNull();
  });

  it.each([
    ["nothing", ""],
    ["a truncated one", "x".repeat(45)],
    ["a longer one", "A".repeat(47)],
    ["spaces", ` ${tokens.unsubscribe(ATTEMPT)}`],
    ["padding", `${tokens.unsubscribe(ATTEMPT)}==`],
    ["the other alphabet", `${tokens.unsubscribe(ATTEMPT).slice(0, 45)}+`],
    ["a path", "../../api/campaigns"],
    ["letters of other scripts", "é".repeat(46)],
  ])("is never %s", (_, text) => {
    expect(tokens.read(text)).toBeNull();
  });

  it("is not made for what is no attempt, or for too many links", () => {
    expect(() => tokens.unsubscribe("an-attempt")).toThrow(TypeError);
    expect(() => tokens.link(ATTEMPT, 256)).toThrow(RangeError);
    expect(() => tokens.link(ATTEMPT, -1)).toThrow(RangeError);
  });
});
