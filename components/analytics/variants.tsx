import { useMemo } from "react";
import { type CampaignAnalytics, variantsByStep } from "@/lib/core/analytics";
import { verdictOf, verdictText } from "@/lib/core/experiment";
import type { VariantWords } from "@/lib/core/variant-words";
import { RateIntervals } from "./rate-intervals";
import { armsOf, MEASURES, touchName } from "./touch-tables";

/** Which of a step's variants does better, said first and shown below. */
export function Variants({ data, words }: { data: CampaignAnalytics; words: VariantWords[] }) {
  const steps = useMemo(
    () =>
      variantsByStep(data).map((variants) => ({
        variants,
        measures: MEASURES.map((one) => {
          const arms = armsOf(variants, one.measure);
          return { ...one, arms, verdict: verdictText(verdictOf(arms)) };
        }),
      })),
    [data],
  );
  return (
    <div className="grid gap-6">
      {steps.map(({ variants: [first], measures }) => {
        const name = first ? touchName(first) : "";
        return (
          <section key={name} aria-label={`Variants of ${name}`}>
            <h3 className="mb-2 font-medium">{name}</h3>
            <Said words={words.filter(({ step }) => step === first?.step)} />
            <div className="grid grid-cols-[minmax(0,1fr)] gap-x-8 gap-y-5 md:grid-cols-2">
              {measures.map(({ label, note, arms, verdict }) => (
                <div key={label} className="min-w-0">
                  <p className="text-pretty">
                    <span className="text-ink-muted">{label}:</span>{" "}
                    <strong className="font-semibold">{verdict}</strong>
                  </p>
                  <p className="mb-3 text-[0.8125rem] text-ink-muted">{note}</p>
                  <RateIntervals label={`${label} of ${name}`} arms={arms} />
                </div>
              ))}
            </div>
          </section>
        );
      })}
    </div>
  );
}

/** By what the letters are known again. */
function Said({ words }: { words: VariantWords[] }) {
  if (words.length === 0) return null;
  return (
    <dl className="mb-4 grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-1 text-[0.8125rem]">
      {words.map(({ variant, text }) => (
        <div key={variant} className="contents">
          <dt className="font-medium">{variant}</dt>
          <dd className="break-words text-ink-muted">{text}</dd>
        </div>
      ))}
    </dl>
  );
}
