import { expect, it } from "vitest";
import { ownNumber } from "@/lib/core/test-call";

it.each([
  ["(212) 666-1000", "US", "+12126661000"],
  ["+1 212 666 1000", "US", "+12126661000"],
  ["1-800-555-1234", "US", "+18005551234"],
  ["020 7946 0958", "GB", "+442079460958"],
])("the number %s of a business in %s is called as %s", (text, country, number) => {
  expect(ownNumber(text, country)).toBe(number);
});

it.each([
  ["too short a number", "12345", "US"],
  ["an emergency number", "911", "US"],
  ["a premium number", "+1 900 555 1234", "US"],
  ["a premium number abroad", "+44 909 879 0123", "GB"],
  ["a number of another country", "+44 20 7946 0958", "US"],
  ["a number of another country with the same prefix", "+1 876 555 1234", "US"],
  ["a number with an extension", "212 666 1000 ext 5", "US"],
  ["two numbers", "212 666 1000 or 212 666 1001", "US"],
  ["words", "my phone", "US"],
  ["nothing", "", "US"],
  ["a number of a business in no country", "212 666 1000", "ZZ"],
])("%s is not called", (_, text, country) => {
  expect(ownNumber(text, country)).toBeNull();
});
