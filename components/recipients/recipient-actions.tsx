"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { RotateCcw, UserRoundX } from "lucide-react";
import { useRouter } from "next/navigation";
import { useId } from "react";
import * as z from "zod/mini";
import type { RecipientDetail } from "@/lib/core/attempt-view";
import { type ApiError, api } from "../api";
import { tell } from "../toast";
import { Button } from "../ui/button";

type Action = "exclude" | "retry";
const DONE: Record<Action, string> = {
  exclude: "Taken out of the campaign.",
  retry: "Back in line. The call is placed as soon as the rules allow.",
};
const Nothing = z.optional(z.unknown());

/** What can be done about somebody: at once, and told in words; where it can't be done, why not. */
export function RecipientActions({ detail: { recipient, campaign, actions } }: { detail: RecipientDetail }) {
  const queries = useQueryClient();
  const router = useRouter();
  const why = useId();
  const path = `/api/campaigns/${campaign.id}/recipients/${recipient.id}`;
  const change = useMutation<unknown, ApiError, Action>({
    mutationFn: (action) => api(`${path}/${action}`, Nothing, { method: "POST" }),
    onSuccess: (_answer, action) => tell("success", DONE[action]),
    onError: (error) => tell("error", error.message),
    onSettled: () => {
      void queries.invalidateQueries({ queryKey: ["campaigns"] });
      router.refresh();
    },
  });
  const run = (action: Action) => !change.isPending && change.mutate(action);
  if (actions.exclude === undefined && actions.retry === undefined) return null;
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
      {actions.exclude !== undefined && (
        <Button size="sm" busy={change.isPending} onClick={() => run("exclude")}>
          <UserRoundX aria-hidden />
          Take out of the campaign
        </Button>
      )}
      {actions.retry !== undefined && (
        <Button
          size="sm"
          busy={change.isPending}
          disabled={actions.retry !== null}
          aria-describedby={actions.retry ? why : undefined}
          onClick={() => run("retry")}
        >
          <RotateCcw aria-hidden />
          Try again
        </Button>
      )}
      {actions.retry && (
        <p id={why} className="min-w-0 flex-1 basis-60 text-[0.8125rem] text-ink-muted text-pretty">
          {actions.retry}
        </p>
      )}
    </div>
  );
}
