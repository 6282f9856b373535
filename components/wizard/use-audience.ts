"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { AudiencePreview } from "@/lib/core/audience-views";
import { Criteria } from "@/lib/core/criteria";
import type { Channel, OutreachMethod } from "@/lib/core/words";
import { type ApiError, api } from "../api";
import { channelsOf, type Draft } from "./draft";

const DEBOUNCE_MS = 150;

type Drafted = Pick<Draft, "outreach_method" | "steps" | "purpose">;

/** Over which ways people have to be reachable. */
export interface AskedWays {
  outreach_method: OutreachMethod;
  /** Of a sequence, once it has touches. */
  channels?: Channel[];
}

/** Who these criteria reach, shortly after they last changed. While new numbers are on their way the old ones stay (`stale`);
 *  a question that is out of date is given up.
 *  @param criteria in the API's words; while they can't be used the numbers are the last ones that could.
 *  @param draft whose ways people are to be reached by, and whose purpose decides what they must have agreed to. */
export function useAudience(criteria: unknown, draft: Drafted | null) {
  const asked = JSON.stringify({
    target_criteria: criteria,
    ...askedWays(draft),
    purpose: draft?.purpose ?? "marketing",
  });
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

/** A sequence whose touches all go one way is asked about like a campaign of that way. */
export function askedWays(draft: Pick<Draft, "outreach_method" | "steps"> | null): AskedWays {
  const channels = channelsOf(draft);
  const [first] = channels;
  if (first && channels.length === 1) return { outreach_method: first };
  return { outreach_method: "multi", ...(first ? { channels } : {}) };
}

/** Of counts by reason. */
export const inAll = (counts: Record<string, number>): number =>
  Object.values(counts).reduce((total, count) => total + count, 0);

/** How many would be called in all, now or later: those who match and are not skipped, as far as the campaign goes. In a sequence all
 *  who match: each of its touches reaches whom it may. */
export function reachable({ matching, callable, channels }: AudiencePreview, most: number | null): number {
  const people = channels ? matching : callable;
  return most === null || Number.isNaN(most) ? people : Math.min(people, most);
}

/** How many of them are left when a share is held out. */
export const contacted = (people: number, holdoutPercent: number): number =>
  Math.round(people * (1 - (Number.isFinite(holdoutPercent) ? holdoutPercent : 0) / 100));

export const callableNow = (preview: AudiencePreview): number => preview.callable - inAll(preview.waiting);
export const skippedInAll = (preview: AudiencePreview): number => inAll(preview.skipped);
