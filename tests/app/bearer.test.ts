import { expect, it } from "vitest";
import { hasBearer } from "@/lib/server/bearer";

const SECRET = "a-secret-of-some-length";
const request = (authorization?: string) =>
  new Request("http://localhost/", authorization === undefined ? {} : { headers: { authorization } });

it("the secret opens, whatever the case of the word before it", () => {
  expect(hasBearer(request(`Bearer ${SECRET}`), SECRET)).toBe(true);
  expect(hasBearer(request(`bearer ${SECRET}`), SECRET)).toBe(true);
});

it.each([
  ["nothing", undefined],
  ["the word alone", "Bearer"],
  ["the secret alone", SECRET],
  ["another kind", `Basic ${SECRET}`],
  ["a part of it", `Bearer ${SECRET.slice(0, -1)}`],
  ["more than it", `Bearer ${SECRET}x`],
  ["it among others", `Bearer x ${SECRET}`],
])("%s does not", (_case, authorization) => {
  expect(hasBearer(request(authorization), SECRET)).toBe(false);
});

it("nothing opens where there is no secret", () => {
  for (const authorization of [undefined, "Bearer", "Bearer null", "Bearer undefined"])
    expect([hasBearer(request(authorization), null), hasBearer(request(authorization), "")]).toEqual([false, false]);
});
