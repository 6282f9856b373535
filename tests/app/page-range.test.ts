import { describe, expect, it } from "vitest";
import { pageRange } from "@/components/ui/page-range";

describe("a pager", () => {
  it.each([
    ["the first page", 0, 60, { text: "1–25 of 60", previous: null, next: 25 }],
    ["the last page", 50, 60, { text: "51–60 of 60", previous: 25, next: null }],
    ["pages of thousands", 1000, 6919, { text: "1,001–1,025 of 6,919", previous: 975, next: 1025 }],
    ["a list of nothing", 0, 0, { text: "No recipients", previous: null, next: null }],
    ["a page behind the last", 9999, 60, { text: "None of 60 on this page", previous: 50, next: null }],
    ["a page that has just emptied", 25, 25, { text: "None of 25 on this page", previous: 0, next: null }],
    ["a page of a list that has emptied", 50, 0, { text: "No recipients", previous: 0, next: null }],
  ])("on %s says where it is and leads where there are rows", (_case, offset, total, said) => {
    expect(pageRange({ offset, limit: 25, total, noun: "recipients" })).toEqual(said);
  });

  it("says when there are more than were counted", () => {
    const { text } = pageRange({ offset: 0, limit: 25, total: 10_000, noun: "customers", more: true });
    expect(text).toBe("1–25 of 10,000+");
  });
});
