import { expect, it } from "vitest";
import { variantWords } from "@/lib/core/variant-words";

const step = (change: object) => ({ position: 1, subject: null, body: "Hi {name}", variants: [], ...change });

it("variants are known again by their subjects, or by how their words begin", () => {
  const b = { name: "B", weight: 30, subject: null, body: `Hi {name},\nit has been ${"a long ".repeat(20)}while` };
  expect(variantWords([step({}), step({ position: 2, subject: "We miss you", variants: [b] })])).toEqual([
    { step: 2, variant: "A", text: "We miss you" },
    { step: 2, variant: "B", text: expect.stringMatching(/^Hi \{name\}, it has been (?:a long )+(?:a )?…$/) },
  ]);
});

it("variants that can't be read are none", () => {
  expect(variantWords([step({ variants: "?" })])).toEqual([]);
});
