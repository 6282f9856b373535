import { expect, it } from "vitest";
import type { AudiencePreview } from "@/lib/core/audience-views";
import { previewBy, reachText, sequencePreview, sharesOf, uncountedText } from "@/lib/core/sequence-reach";

const counted = (callable: number): AudiencePreview => ({
  ...{ matching: 3000, callable, skipped: { no_contact: 3000 - callable }, waiting: {}, places: [], sample: [] },
});
const preview = sequencePreview([
  { channel: "call", preview: counted(1204) },
  { channel: "sms", preview: null },
  { channel: "email", preview: counted(2918) },
]);
if (!preview) throw new Error("two ways were counted");

it("a sequence reaches at least those whom its widest way reaches", () => {
  expect(preview).toMatchObject({ matching: 3000, callable: 2918, skipped: { no_contact: 82 } });
  expect(sequencePreview([{ channel: "sms", preview: null }])).toBeNull();
});

it("what is known of one way is that way's own", () => {
  expect(previewBy(preview, "call")).toMatchObject({ matching: 3000, callable: 1204, skipped: { no_contact: 1796 } });
  expect(previewBy(preview, "sms")).toBeNull();
  expect(previewBy(counted(5), "email")).toEqual(counted(5));
  expect(sharesOf(preview)).toEqual({ call: 1204 / 3000, email: 2918 / 3000 });
});

it("is said in words, with the ways that were not counted", () => {
  expect(reachText(preview)).toBe("By call 1,204, by email 2,918 of 3,000 can be reached.");
  expect(uncountedText(preview)).toBe("It took too long to count who can be reached by text.");
  expect(reachText(counted(5))).toBe("");
  expect(uncountedText(counted(5))).toBeNull();
});
