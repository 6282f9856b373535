"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";

/** Shows what was changed wherever it stands: in the lists, on the customer's page, and on pages visited before. */
export function useRenewPeople(): () => void {
  const queries = useQueryClient();
  const router = useRouter();
  return () => {
    void queries.invalidateQueries({ queryKey: ["customers"] });
    void queries.invalidateQueries({ queryKey: ["opt-outs"] });
    router.refresh();
  };
}
