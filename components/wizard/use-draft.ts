"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useSearchParams } from "next/navigation";
import { useCallback, useState } from "react";
import { type Draft, newest } from "./draft";

const cacheKey = (id: string) => ["wizard", id];

/** The campaign under work. What was saved in this tab is remembered, for a page that one goes back to shows what the server
 *  sent with it when it was first opened.
 *  @param sent what the server sent with this page; null for a new campaign */
export function useDraft(sent: Draft | null): [draft: Draft | null, remember: (draft: Draft) => void] {
  const client = useQueryClient();
  const id = sent?.id ?? null;
  // A campaign that was made on this page has its id in the address alone.
  const addressed = useSearchParams().get("campaign");
  const [draft, setDraft] = useState(() => {
    const kept = id ?? addressed;
    return newest(sent, kept ? client.getQueryData<Draft>(cacheKey(kept)) : null);
  });
  const remember = useCallback(
    (saved: Draft) => {
      client.setQueryDefaults(["wizard"], { gcTime: Number.POSITIVE_INFINITY });
      client.setQueryData(cacheKey(saved.id), saved);
      setDraft(saved);
    },
    [client],
  );
  return [draft, remember];
}
