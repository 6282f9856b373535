import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { ContentPreview } from "@/lib/core/content-views";
import type { Criteria } from "@/lib/core/criteria";
import { api } from "../../api";
import { type ContentValues, writtenVariables } from "./content-values";

const WAIT_MS = 350;

/** The text filled in for the first customers who match, a moment after the last key. Who they are is asked once for the same
 *  criteria: to find them among a hundred thousand takes longer than to fill ten texts in. */
export function useContentPreview(values: ContentValues, criteria: Criteria) {
  const written = {
    call_script: values.call_script,
    voicemail_message: values.voicemail_message.trim() ? values.voicemail_message : null,
    agent_id: values.agent_id || null,
    variables: writtenVariables(values.variables),
  };
  const settled = useSettled(written);
  const sample = useRef<{ of: string; ids: string[] }>(undefined);
  const of = JSON.stringify(criteria);
  const query = useQuery({
    queryKey: ["content-preview", of, settled],
    enabled: settled.call_script.trim() !== "",
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
  return { ...query, written };
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
