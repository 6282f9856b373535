import { type CampaignAnalytics, hasMessages } from "@/lib/core/analytics";
import type { VariantWords } from "@/lib/core/variant-words";
import { ChartCard } from "./chart-card";
import { RealEffect } from "./real-effect";
import { TouchFunnels } from "./touch-funnels";
import { Variants } from "./variants";

const OPENS =
  "Opens are a hint, not a count of readers: some mail programs open messages by themselves, others never say that somebody did.";

interface TouchCardsProps {
  campaignId: string;
  data: CampaignAnalytics;
  variants: VariantWords[];
}

/** What campaigns with messages, with variants or with people held out show beside the figures of all campaigns. */
export function TouchCards({ variants, ...own }: TouchCardsProps) {
  const { campaignId, data } = own;
  const emails = data.touches.some(({ channel }) => channel === "email");
  const isSequence = data.touches.length > 1;
  return (
    <>
      {data.effect && (
        <ChartCard
          {...own}
          chart="effect"
          title="Real effect"
          className="lg:col-span-2"
          note="Who came to you again, by any way, of those whom the campaign was for and of those whom nobody contacted. Who could not be reached counts as contacted: only so are the two groups alike."
        >
          <RealEffect effect={data.effect} />
        </ChartCard>
      )}
      {(hasMessages(data) || isSequence) && (
        <>
          <ChartCard
            {...own}
            chart="touches"
            title={isSequence ? "Touch by touch" : "From sent to converted"}
            className="lg:col-span-2"
            note={`How far customers got${isSequence ? " with each touch; a conversion stands with the touch that brought it" : ""}.${emails ? ` ${OPENS}` : ""}`}
          >
            <TouchFunnels campaignId={campaignId} touches={data.touches} />
          </ChartCard>
          <ChartCard
            {...own}
            chart="delivery"
            title="Delivery and cost"
            className="lg:col-span-2"
            note="How often each touch went out, and how many customers it did not arrive with, or who did not want it."
          />
        </>
      )}
      {data.variants.length > 0 && (
        <ChartCard
          {...own}
          chart="variants"
          title="Variants"
          className="lg:col-span-2"
          note="The band shows where the true rate lies with a probability of 95%."
        >
          <Variants data={data} words={variants} />
        </ChartCard>
      )}
    </>
  );
}
