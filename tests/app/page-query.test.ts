import { expect, it } from "vitest";
import { readPageQuery } from "@/app/page-query";
import { CampaignQuery } from "@/lib/core/campaign";

const read = (params: Record<string, string | string[] | undefined>) =>
  readPageQuery(CampaignQuery, Promise.resolve(params));

it("a page's address is read like the API's", async () => {
  expect(await read({ status: "paused", search: " spring ", offset: "25" })).toEqual({
    status: "paused",
    search: "spring",
    offset: 25,
    limit: 25,
  });
});

it.each([
  ["a status that never was", { status: "flying", search: "spring" }],
  ["a page before the first", { offset: "-1", search: "spring" }],
  ["words that are not ours", { utm_source: "mail", search: "spring" }],
  ["a filter given twice", { search: ["spring", "autumn"] }],
  ["a sign that no text may have", { campaign_type: "\0", search: "spring" }],
  ["half a sign", { sort: "\ud800", search: "spring" }],
  ["an empty filter", { campaign_type: "", search: "spring" }],
])("an address with %s still opens, without it", async (_case, params) => {
  expect(await read(params)).toEqual({ search: "spring", offset: 0, limit: 25 });
});

it("words that can't be looked for are left out", async () => {
  expect(await read({ search: "spring\0" })).toEqual({ offset: 0, limit: 25 });
});
