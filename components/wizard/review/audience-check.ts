import type { AudiencePreview } from "@/lib/core/audience-views";
import { consentGap, nobodyText } from "@/lib/core/consent-gap";
import { uncountedText, waysText } from "@/lib/core/sequence-reach";
import { formatCount } from "../../format";
import type { Draft } from "../draft";
import { inAll, skippedInAll } from "../use-audience";
import type { Check } from "./use-checks";

const mend = "target";

/** What is to be said of those whom it reaches; null where there is nothing to see to. */
export function audienceCheck(
  audience: AudiencePreview,
  hasCustomers: boolean,
  purpose: Draft["purpose"] = "marketing",
): Check | null {
  if (audience.matching === 0 && !hasCustomers)
    return { blocking: true, message: "You have no customers here yet. Import them.", mend: "import" };
  if (audience.matching === 0) return { blocking: true, message: "No customer fits what you chose. Widen it.", mend };
  if (audience.channels) return sequenceCheck(audience);
  const skipped = skippedInAll(audience);
  const gap = consentGap(audience);
  if (audience.callable === 0 && gap) return { blocking: true, message: nobodyText(gap, purpose), mend };
  if (audience.callable === 0)
    return { blocking: true, message: "Everybody who fits would be skipped. Choose other customers.", mend };
  if (skipped * 2 <= audience.matching) return null;
  const message = `${formatCount(skipped)} of ${formatCount(audience.matching)} who fit will be skipped; the reasons stand beside the target.`;
  return { blocking: false, message, mend };
}

/** A touch that does not reach somebody is passed over for them: only where none reaches anybody it can't start. */
function sequenceCheck(audience: AudiencePreview): Check | null {
  const { matching, channels = [] } = audience;
  if (channels.every(({ reach }) => reach?.callable === 0))
    return { blocking: true, message: "None of its touches reaches anybody who fits. Choose other customers.", mend };
  const unreached = channels.flatMap(({ channel, reach }) => {
    const skipped = reach ? inAll(reach.skipped) : 0;
    if (skipped * 2 <= matching) return [];
    const who =
      skipped === matching ? "Nobody who fits can" : `${formatCount(skipped)} of ${formatCount(matching)} can’t`;
    return [`${who} be reached ${waysText([channel])}.`];
  });
  const passedOver = unreached.length > 0 ? "For them those touches are passed over." : null;
  const message = [...unreached, passedOver, uncountedText(audience)].filter(Boolean).join(" ");
  return message ? { blocking: false, message, mend } : null;
}
