"use client";

import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import * as z from "zod/mini";
import { type Mend, stepOfField } from "@/lib/core/draft-address";
import type { LaunchCheck } from "@/lib/core/launch-checks";
import { DRAFT_STEPS, type DraftStep } from "@/lib/core/words";
import { type ApiError, api } from "../../api";
import type { Draft } from "../draft";
import { isKept, keptKey } from "../kept-typing";
import { STEP_TEXT } from "../steps";

/** One thing to see to before the launch, and where. */
export interface Check {
  blocking: boolean;
  message: string;
  mend: Mend;
  /** Of the API. */
  field?: string;
}

const Checks = z.object({
  checks: z.array(z.object({ code: z.string(), field: z.string(), blocking: z.boolean(), message: z.string() })),
});

/** The server's checks, and what only the page knows: what is typed and not saved.
 *  @param initial as they stood when the page was made, so that they stand on it at once. They are made again all the same. */
export function useChecks(draft: Draft, accountId: string, initial: LaunchCheck[] | undefined) {
  const query = useQuery<z.infer<typeof Checks>, ApiError>({
    queryKey: ["campaigns", "checks", draft.id],
    queryFn: ({ signal }) => api(`/api/campaigns/${draft.id}/checks`, Checks, { signal }),
    ...(initial ? { initialData: { checks: initial } } : {}),
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
    ...(query.data?.checks ?? []).filter(isNotOfAudience).map(({ field, blocking, message }) => ({
      blocking,
      message,
      field,
      mend: stepOfField(field),
    })),
  ];
  return { checks, isReady: query.isSuccess && !query.isFetching, error: query.error, refetch: query.refetch };
}

/** That nobody agreed stands beside the number of people, as soon as they are counted. */
const isNotOfAudience = ({ code }: { code: string }) => code !== "nobody_agreed";

const unsavedCheck = (step: DraftStep): Check => ({
  blocking: true,
  message: `What you typed under “${STEP_TEXT[step].label}” is not saved yet. Look at it again.`,
  mend: step,
});
