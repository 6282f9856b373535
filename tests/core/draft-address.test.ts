import { expect, it } from "vitest";
import { draftAddress, fieldAddress, mendHref } from "@/lib/core/draft-address";

it.each([
  ["where it was left", "content", "/campaigns/create/content?campaign=c1"],
  ["at the review when all steps are done", null, "/campaigns/create/review?campaign=c1"],
  ["at the review when its step is unknown", "elsewhere", "/campaigns/create/review?campaign=c1"],
  ["at the first step when nothing is said of it", undefined, "/campaigns/create/basics?campaign=c1"],
])("a draft is gone on with %s", (_, draft_step, address) => {
  expect(draftAddress({ id: "c1", draft_step })).toBe(address);
});

it.each([
  ["call_script", "/campaigns/create/content?campaign=c1"],
  ["outreach_method", "/campaigns/create/method?campaign=c1"],
  ["calling_hours", "/campaigns/create/schedule?campaign=c1"],
  ["variables.offer_code", "/campaigns/create/content?campaign=c1"],
  ["business_name", "/settings"],
  [undefined, "/campaigns/create/review?campaign=c1"],
])("%s is mended at %s", (field, address) => {
  expect(fieldAddress("c1", field)).toBe(address);
});

it("customers who are not there yet are imported, whatever the campaign", () => {
  expect(mendHref("import", "c1")).toBe("/customers/import");
});
