import { z } from "zod";
import { CHANNELS, CONDITIONS, VARIANT_NAMES } from "./words";

/** A campaign's touches and their variants, as the API takes them. Nothing need be written yet: what is missing keeps a campaign
 *  from being launched, not a draft from being saved. */

export const MAX_STEPS = 10;
/** Minutes: a year. */
export const MAX_WAIT = 525_600;
/** Characters of a step's words, as they are written. */
export const MAX_WRITTEN = { call: 4000, email: 10_000, sms: 4000 } as const;
/** Characters of a subject, and of a preview text. */
export const MAX_LINE = 200;
export const MAX_VOICEMAIL = 1000;

/** One line that goes before the words of an email; null for none. */
const line = z
  .string()
  .trim()
  .max(MAX_LINE, `Use ${MAX_LINE} characters at most`)
  .regex(/^[^\r\n\u2028\u2029]*$/, "Write it on one line")
  .nullable();
export const Subject = line;
export const PreviewText = line;
const voicemail = z.string().trim().max(MAX_VOICEMAIL, `Use ${MAX_VOICEMAIL} characters at most`).nullable();
const weight = z.int("Enter a whole number from 1 to 100").min(1).max(100);
const longest = MAX_WRITTEN.email;

/** B to E beside the step's own words, which are A. */
export const Variant = z.strictObject({
  name: z.enum(VARIANT_NAMES),
  weight,
  subject: line.default(null),
  preview_text: line.default(null),
  body: z.string().trim().min(1, "Write the words of this variant, or remove it").max(longest),
  voicemail: voicemail.default(null),
});
export type Variant = z.infer<typeof Variant>;

export const Step = z
  .strictObject({
    channel: z.enum(CHANNELS),
    /** After the touch before; for `clicked`, how long a click is waited for. */
    wait_minutes: z.number().min(0).max(MAX_WAIT).default(0),
    condition: z.enum(CONDITIONS).default("always"),
    subject: line.default(null),
    preview_text: line.default(null),
    body: z.string().trim().max(longest).default(""),
    voicemail: voicemail.default(null),
    /** Of variant A. */
    weight: weight.default(50),
    variants: z.array(Variant).max(VARIANT_NAMES.length).default([]),
  })
  .check(({ value: step, issues }) => {
    const refuse = (path: (string | number)[], message: string) =>
      issues.push({ code: "custom", input: step, path, message });
    const most = MAX_WRITTEN[step.channel];
    for (const [index, { body }] of [step, ...step.variants].entries())
      if (body.length > most)
        refuse(index === 0 ? ["body"] : ["variants", index - 1, "body"], `Use ${most} characters at most`);
    const names = step.variants.map(({ name }) => name);
    if (new Set(names).size < names.length) refuse(["variants"], "Each variant needs a name of its own");
    const weights = [step.weight, ...step.variants.map((variant) => variant.weight)];
    if (weights.length > 1 && Math.min(...weights) < sum(weights) / 100)
      refuse(["variants"], "Each variant has to get at least 1 % of the people");
  });
export type Step = z.infer<typeof Step>;

const sum = (numbers: number[]): number => numbers.reduce((total, number) => total + number, 0);

/** The whole list, in order; the first touch is made when the campaign starts. */
export const Steps = z
  .array(Step)
  .max(MAX_STEPS, `A sequence has ${MAX_STEPS} touches at most`)
  .check(({ value: steps, issues }) => {
    const [first] = steps;
    if (first && first.wait_minutes > 0)
      issues.push({
        ...{ code: "custom", input: first, path: [0, "wait_minutes"] },
        message: "The first touch is made at the start",
      });
    if (first && first.condition !== "always")
      issues.push({
        ...{ code: "custom", input: first, path: [0, "condition"] },
        message: "Before the first touch there is nothing to look at",
      });
  });

/** What one variant says. */
export interface Words {
  subject: string | null;
  preview_text: string | null;
  body: string;
  voicemail: string | null;
}

/** All that a step says: A, then its variants. */
export const contentsOf = <Said extends Words>(step: Words & { variants: Said[] }): (Words & { name: string })[] => [
  { ...step, name: "A" },
  ...step.variants.map((variant, index) => ({ ...variant, name: VARIANT_NAMES[index] ?? "E" })),
];

/** How many in a hundred get each variant, A first; whole numbers that make a hundred. */
export function sharesOf(weights: number[]): number[] {
  const total = sum(weights) || 1;
  const exact = weights.map((one) => (one / total) * 100);
  const shares = exact.map(Math.floor);
  const byRest = exact.map((share, index) => ({ index, rest: share % 1 })).sort((a, b) => b.rest - a.rest);
  for (const { index } of byRest.slice(0, 100 - sum(shares))) shares[index] = (shares[index] ?? 0) + 1;
  return shares;
}
