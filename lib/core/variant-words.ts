import { Variant } from "./steps";

/** What a variant says first: its subject, else the beginning of its words. */
export interface VariantWords {
  /** From 1 on. */
  step: number;
  /** A is the step's own. */
  variant: string;
  text: string;
}

interface Written {
  position: number;
  subject: string | null;
  body: string;
  /** As the database keeps them. */
  variants: unknown;
}

const MOST = 90;

/** By what an owner knows the variants of the steps again that have some. */
export const variantWords = (steps: readonly Written[]): VariantWords[] =>
  steps.flatMap(({ position: step, subject, body, variants }) => {
    const others = Variant.array().catch([]).parse(variants);
    const own = others.length > 0 ? [{ name: "A", subject, body }] : [];
    return [...own, ...others].map((one) => ({ step, variant: one.name, text: one.subject ?? beginning(one.body) }));
  });

/** Whole words, on one line. */
function beginning(body: string): string {
  const line = body.replaceAll(/\s+/g, " ").trim();
  return line.length <= MOST ? line : `${line.slice(0, MOST).replace(/\s+\S*$/, "")} …`;
}
