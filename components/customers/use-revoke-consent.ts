"use client";

import { useMutation } from "@tanstack/react-query";
import * as z from "zod/mini";
import { type ApiError, api } from "../api";
import { tell } from "../toast";
import { useRenewPeople } from "./use-people";

const Answer = z.object({ id: z.string() });

export function useRevokeConsent(customerId: string, onSettled: () => void) {
  const renew = useRenewPeople();
  return useMutation<z.infer<typeof Answer>, ApiError, string>({
    mutationFn: (id) => api(`/api/customers/${customerId}/consents/${id}/revoke`, Answer, { method: "POST" }),
    onSuccess: () => tell("success", "The consent is revoked."),
    onError: (error) => tell("error", error.message),
    // Also after a refusal: somebody else may have revoked it first.
    onSettled: () => {
      renew();
      onSettled();
    },
  });
}
