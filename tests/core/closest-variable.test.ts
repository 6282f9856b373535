import { expect, it } from "vitest";
import { closestVariable } from "@/lib/core/closest-variable";

it.each([
  ["{custmer_name}", "{customer_name}"],
  ["{Customer_Nam|there}", "{customer_name|there}"],
  ["{bookinglink}", "{booking_link}"],
  ["{business}", "{business_name}"],
  ["{ promo }", null],
  ["{first}", null],
  ["{a}", null],
  ["{}", null],
  [`{${"x".repeat(4000)}}`, null],
])("%s was probably meant as %s", (written, meant) => {
  expect(closestVariable(written)).toBe(meant);
});
