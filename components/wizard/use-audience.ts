"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { AudiencePreview } from "@/lib/core/audience-views";
import { Criteria } from "@/lib/core/criteria";
import type { OutreachMethod } from "@/lib/core/words";
import { type ApiError, api } from "../api";
import type { Draft } from "./draft";

const DEBOUNCE_MS = 150;

/** Who these criteria reach, shortly after they last changed. While new numbers are on their way the old ones stay (`stale`);
 *  a question that is out of date is given up.
 *  @param purpose decides what people must have agreed to.
 *  @param criteria in the API's words; while they can't be used the numbers are the last ones that could. */
export function useAudience(criteria: unknown, method: OutreachMethod, purpose: Draft["purpose"] = "marketing") {
  const asked = JSON.stringify({ target_criteria: criteria, outreach_method: method, purpose });
  const usable = Criteria.safeParse(criteria).success;
  const [question, setQuestion] = useState(usable ? asked : null);
  useEffect(() => {
    if (!usable || asked === question) return;
    const timer = setTimeout(() => setQuestion(asked), DEBOUNCE_MS);
    return () => clearTimeout(timer);
  }, [asked, question, usable]);
  const query = useQuery<AudiencePreview, ApiError>({
    queryKey: ["audience", question],
    queryFn: ({ signal }) =>
      api("/api/audience/preview", AudiencePreview, { method: "POST", body: JSON.parse(question ?? ""), signal }),
    placeholderData: keepPreviousData,
    enabled: question !== null,
    staleTime: 30_000,
  });
  return { ...query, stale: query.isPlaceholderData || asked !== question };
}

/** Over which way people have to be reachable: in a sequence by its first touch. */
export const audienceMethod = (draft: Pick<Draft, "outreach_method" | "steps"> | null): OutreachMethod =>
  draft?.outreach_method === "multi" ? (draft.steps[0]?.channel ?? "call") : (draft?.outreach_method ?? "call");

const sum = (counts: Record<string, number>): number =>
  Object.values(counts).reduce((total, count) => total + count, 0);

/** How many would be called in all, now or later: those who match and are not skipped, as far as the campaign goes. */
export const reachable = ({ callable }: AudiencePreview, most: number | null): number =>
  most === null || Number.isNaN(most) ? callable : Math.min(callable, most);

/** How many of them are left when a share is held out. */
export const contacted = (people: number, holdoutPercent: number): number =>
  Math.round(people * (1 - (Number.isFinite(holdoutPercent) ? holdoutPercent : 0) / 100));

export const callableNow = (preview: AudiencePreview): number => preview.callable - sum(preview.waiting);
export const skippedInAll = (preview: AudiencePreview): number => sum(preview.skipped);
