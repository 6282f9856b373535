"use client";

import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import * as z from "zod/mini";
import type { AudiencePreview } from "@/lib/core/audience-views";
import { stepOfField } from "@/lib/core/draft-address";
import { DRAFT_STEPS, type DraftStep } from "@/lib/core/words";
import { type ApiError, api } from "../../api";
import { formatCount } from "../../format";
import type { Draft } from "../draft";
import { isKept, keptKey } from "../kept-typing";
import { STEP_TEXT } from "../steps";
import { skippedInAll } from "../use-audience";

/** One thing to see to before the launch, and where. */
export interface Check {
  blocking: boolean;
  message: string;
  mend: DraftStep | "settings";
}

const Checks = z.object({
  checks: z.array(z.object({ code: z.string(), field: z.string(), blocking: z.boolean(), message: z.string() })),
});

/** The server's checks, and what only the page knows: whom it reaches, and what is typed and not saved. */
export function useChecks(draft: Draft, audience: AudiencePreview | undefined, accountId: string) {
  const query = useQuery<z.infer<typeof Checks>, ApiError>({
    queryKey: ["campaigns", "checks", draft.id],
    queryFn: ({ signal }) => api(`/api/campaigns/${draft.id}/checks`, Checks, { signal }),
    staleTime: 0,
    refetchOnMount: "always",
  });
  const [typed, setTyped] = useState<DraftStep[]>([]);
  useEffect(
    () => setTyped(DRAFT_STEPS.filter((step) => isKept(keptKey(accountId, draft.id, step)))),
    [accountId, draft.id],
  );
  const checks: Check[] = [
    ...typed.map(unsavedCheck),
    ...(audience ? audienceChecks(audience) : []),
    ...(query.data?.checks ?? []).map(({ field, blocking, message }) => ({
      blocking,
      message,
      mend: stepOfField(field),
    })),
  ];
  return { checks, isReady: query.isSuccess && !query.isFetching, error: query.error, refetch: query.refetch };
}

const unsavedCheck = (step: DraftStep): Check => ({
  blocking: true,
  message: `What you typed under “${STEP_TEXT[step].label}” is not saved yet. Look at it again.`,
  mend: step,
});

function audienceChecks(audience: AudiencePreview): Check[] {
  const skipped = skippedInAll(audience);
  if (audience.matching === 0)
    return [{ blocking: true, message: "No customer fits what you chose. Widen it.", mend: "target" }];
  if (audience.callable === 0)
    return [
      { blocking: true, message: "Everybody who fits would be skipped. Choose other customers.", mend: "target" },
    ];
  if (skipped * 2 > audience.matching)
    return [
      {
        blocking: false,
        message: `${formatCount(skipped)} of ${formatCount(audience.matching)} who fit will be skipped; the reasons stand beside the target.`,
        mend: "target",
      },
    ];
  return [];
}
