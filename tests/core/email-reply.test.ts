import { describe, expect, it } from "vitest";
import { newWords, ownWords } from "@/lib/core/email-reply";

describe("what somebody wrote in an answer", () => {
  it.each([
    [
      "Yes please!\n\nOn Mon, 2 Nov 2026 at 9:41 AM Bright Smile <a@x.example> wrote:\n\n> Hi\n> Unsubscribe",
      "Yes please!",
    ],
    ["Yes!\n\nOn Mon, 2 Nov 2026 at 9:41 AM Bright Smile Dental\n<hello@x.example> wrote:\n> Hi", "Yes!"],
    ["Ja gern\n\nAm 2. Nov. 2026 um 09:41 schrieb Praxis <a@x.example>:\n> Hallo", "Ja gern"],
    ["Sí\r\n\r\nEl lun, 2 nov 2026 a las 9:41, Clínica escribió:\r\n> Hola", "Sí"],
    ["No.\n\n-----Original Message-----\nFrom: x\nUnsubscribe here", "No."],
    ["Stop.\n\nFrom: Bright Smile <a@x.example>\nSent: Monday\nUnsubscribe", "Stop."],
    ["> Are you free?\nYes\n> When?\nThursday", "Yes\nThursday"],
    ["On Mon, 2 Nov 2026, Bright Smile\n<hello@x.example> wrote:\n> Are you free?\n\nThursday", "Thursday"],
    ["Yes\n\nSent from my iPhone\n\nOn Mon, 2 Nov 2026 at 9:41 AM Bright Smile wrote: > Hi", "Yes"],
    ["Hi,\nOn Monday you wrote: come at 5. I can't.", "Hi,\nOn Monday you wrote: come at 5. I can't."],
    ["From: me, stop", "From: me, stop"],
    ["Call me\n\n\n\n-- \nDana", "Call me\n\n--\nDana"],
    ["On Monday I can come.", "On Monday I can come."],
  ])("%#: is without what it answers to", (text, expected) => {
    expect(newWords(text)).toBe(expected);
  });

  it("is nothing where all of it is repeated, which says no wish of theirs", () => {
    expect(ownWords("On Mon, Bright Smile wrote:\n> Reply STOP to opt out")).toBe("");
    expect(ownWords(" \n ")).toBe("");
  });

  it("is all of it, for a person to read, where nothing else would be left", () => {
    expect(newWords("> stop")).toBe("> stop");
    expect(newWords(" \n ")).toBe("");
  });
});
