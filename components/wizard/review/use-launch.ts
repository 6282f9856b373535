"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useRef, useTransition } from "react";
import { ActionAnswer } from "@/lib/core/views";
import { type ApiError, api } from "../../api";
import { startedText } from "../../campaigns/use-campaign-action";
import { tell } from "../../toast";

/** Starts or schedules the campaign once, however often the button is pressed, and goes to its page. */
export function useLaunch(campaignId: string, onRefused: (error: ApiError) => void) {
  const queries = useQueryClient();
  const router = useRouter();
  const pressed = useRef(false);
  const [moving, startMoving] = useTransition();
  const launch = useMutation<ActionAnswer, ApiError>({
    mutationFn: () => api(`/api/campaigns/${campaignId}/start`, ActionAnswer, { method: "POST" }),
    onSuccess: (answer) => {
      tell("success", startedText(answer));
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
