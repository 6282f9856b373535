"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useRef, useTransition } from "react";
import * as z from "zod/mini";
import { type ApiError, api } from "../../api";
import { formatCount } from "../../format";
import { tell } from "../../toast";

const Started = z.object({ status: z.string(), selected: z.number() });

/** Starts or schedules the campaign once, however often the button is pressed, and goes to its page. */
export function useLaunch(campaignId: string, onRefused: (error: ApiError) => void) {
  const queries = useQueryClient();
  const router = useRouter();
  const pressed = useRef(false);
  const [moving, startMoving] = useTransition();
  const launch = useMutation<z.infer<typeof Started>, ApiError>({
    mutationFn: () => api(`/api/campaigns/${campaignId}/start`, Started, { method: "POST" }),
    onSuccess: ({ status, selected }) => {
      tell(
        "success",
        status === "scheduled"
          ? "Scheduled. It starts by itself at its time."
          : `Started. ${selected === 1 ? "1 customer is" : `${formatCount(selected)} customers are`} in line.`,
      );
      void queries.invalidateQueries({ queryKey: ["campaigns"] });
      startMoving(() => router.push(`/campaigns/${campaignId}`));
    },
    onError: (error) => {
      pressed.current = false;
      onRefused(error);
    },
  });
  return {
    busy: launch.isPending || launch.isSuccess || moving,
    launch: () => {
      if (pressed.current) return;
      pressed.current = true;
      launch.mutate();
    },
  };
}
