import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { ContentPreview } from "@/lib/core/content-views";
import type { Criteria } from "@/lib/core/criteria";
import { api } from "../../api";
import { type ContentValues, type WordsValues, writtenVariables } from "./content-values";
import type { WrittenCall } from "./use-test-call";

const WAIT_MS = 350;

/** A message as it is written now. */
export interface WrittenMessage {
  channel: "email" | "sms";
  subject: string | null;
  preview_text: string | null;
  body: string;
  agent_id: string | null;
  variables: Record<string, string | undefined>;
}
export type Written = ({ channel: "call" } & WrittenCall) | WrittenMessage;

/** What one variant of a touch says, in the API's words. */
export function writtenOf(
  { agent_id, variables, steps }: ContentValues,
  { touch, variant }: { touch: number; variant: number | null },
): Written {
  const step = steps[touch];
  const words: Partial<WordsValues> = (variant === null ? step : step?.variants[variant]) ?? {};
  const { body = "", voicemail = "", subject = "", preview_text = "" } = words;
  const sender = { agent_id: agent_id || null, variables: writtenVariables(variables) };
  if (!step || step.channel === "call")
    return { channel: "call", call_script: body, voicemail_message: voicemail.trim() ? voicemail : null, ...sender };
  const { channel } = step;
  return { channel, subject: subject || null, preview_text: preview_text || null, body, ...sender };
}

export const isUnwritten = (written: Written): boolean =>
  (written.channel === "call" ? written.call_script : written.body).trim() === "";

/** The text filled in for the first customers who match, a moment after the last key. Who they are is asked once for the same
 *  criteria and channel: to find them among a hundred thousand takes longer than to fill ten texts in. */
export function useContentPreview(written: Written, criteria: Criteria) {
  const settled = useSettled(written);
  const sample = useRef<{ of: string; ids: string[] }>(undefined);
  const of = JSON.stringify([criteria, settled.channel === "email"]);
  const query = useQuery({
    queryKey: ["content-preview", of, settled],
    enabled: !isUnwritten(settled),
    staleTime: 60_000,
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) => {
      const known = sample.current?.of === of ? sample.current.ids : [];
      const who = known.length > 0 ? { customer_ids: known } : { target_criteria: criteria };
      const preview = await api("/api/campaigns/preview-content", ContentPreview, {
        method: "POST",
        body: { ...settled, ...who },
        signal,
      });
      const ids = preview.people.flatMap(({ customer_id }) => (customer_id ? [customer_id] : []));
      sample.current = { of, ids };
      return preview;
    },
  });
  return query;
}
/** The value once it has not changed for a moment. */
function useSettled<T>(value: T): T {
  const [settled, setSettled] = useState(value);
  const latest = useRef(value);
  const key = JSON.stringify(value);
  useEffect(() => {
    latest.current = value;
  });
  useEffect(() => {
    const timer = setTimeout(
      () => setSettled((before) => (JSON.stringify(before) === key ? before : latest.current)),
      WAIT_MS,
    );
    return () => clearTimeout(timer);
  }, [key]);
  return settled;
}
