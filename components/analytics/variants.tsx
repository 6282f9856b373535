import { useMemo } from "react";
import { type CampaignAnalytics, variantsByStep } from "@/lib/core/analytics";
import { verdictOf, verdictText } from "@/lib/core/experiment";
import { RateIntervals } from "./rate-intervals";
import { armsOf, MEASURES, touchName } from "./touch-tables";

/** Which of a step's variants does better, said first and shown below. */
export function Variants({ data }: { data: CampaignAnalytics }) {
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
