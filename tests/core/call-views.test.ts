import { describe, expect, it } from "vitest";
import { attentionText } from "@/lib/core/attention";
import { CallQuery, ReviewCalls } from "@/lib/core/calls";
import { hitParts } from "@/lib/core/hit-parts";

describe("A hit", () => {
  it("is told in pieces, those that were found marked", () => {
    expect(hitParts("I want an \ue000appointment\ue001 on \ue000Tuesday\ue001.")).toEqual([
      { text: "I want an ", found: false },
      { text: "appointment", found: true },
      { text: " on ", found: false },
      { text: "Tuesday", found: true },
      { text: ".", found: false },
    ]);
  });

  it("keeps what looks like HTML as the text that was said", () => {
    const said = "<b>\ue000hello\ue001</b><script>alert(1)</script>";
    expect(hitParts(said).map(({ text }) => text)).toEqual(["<b>", "hello", "</b><script>alert(1)</script>"]);
  });

  it("stands marks without a partner", () => {
    expect(hitParts("a\ue001b\ue000c").map(({ text }) => text)).toEqual(["ab", "c"]);
  });
});

describe("What needs the owner", () => {
  it("is said with what to do about it", () => {
    expect(attentionText("callback").todo).toContain("Call them");
  });
  it("is shown by its name when this page does not know it yet", () => {
    expect(attentionText("reply_waiting").label).toBe("Reply waiting");
  });
});

describe("The query of calls", () => {
  it("takes what stands in an address", () => {
    expect(CallQuery.parse({ view: "needs_you", from: "2026-11-01", offset: "50" })).toMatchObject({
      ...{ view: "needs_you", from: "2026-11-01", offset: 50, limit: 25 },
    });
  });
  it.each([{ view: "all" }, { from: "yesterday" }, { agent_id: "x" }, { outcome: "won" }, { search: "x".repeat(121) }])(
    "refuses %o",
    (query) => {
      expect(CallQuery.safeParse(query).success).toBe(false);
    },
  );
  it("clears a hundred calls at once, and no more", () => {
    const ids = Array.from({ length: 101 }, () => crypto.randomUUID());
    expect(ReviewCalls.safeParse({ ids, reviewed: true }).success).toBe(false);
    expect(ReviewCalls.safeParse({ ids: ids.slice(1), reviewed: true }).success).toBe(true);
    expect(ReviewCalls.safeParse({ ids: [], reviewed: true }).success).toBe(false);
  });
});
