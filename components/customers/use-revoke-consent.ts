"use client";

import { useMutation } from "@tanstack/react-query";
import type { Saved } from "@/lib/core/views";
import { type ApiError, api } from "../api";
import { tell } from "../toast";
import { useRenewPeople } from "./use-people";

const saved = () => import("@/lib/core/views").then((views) => views.Saved);

export function useRevokeConsent(customerId: string, onSettled: () => void) {
  const renew = useRenewPeople();
  return useMutation<Saved, ApiError, string>({
    mutationFn: (id) => api(`/api/customers/${customerId}/consents/${id}/revoke`, saved, { method: "POST" }),
    onSuccess: () => tell("success", "The consent is revoked."),
    onError: (error) => tell("error", error.message),
    // Also after a refusal: somebody else may have revoked it first.
    onSettled: () => {
      renew();
      onSettled();
    },
  });
}
