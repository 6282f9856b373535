import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { TestCallOffer, TestCallView } from "@/lib/core/content-views";
import { api } from "../../api";
import { formatPhone } from "../../format";

/** The text as it is written now. */
export interface WrittenCall {
  call_script: string;
  voicemail_message: string | null;
  agent_id: string | null;
  variables: Record<string, string | undefined>;
}

/** Nothing else goes along. */
const callOf = ({ call_script, voicemail_message, agent_id, variables }: WrittenCall): WrittenCall => ({
  ...{ call_script, voicemail_message, agent_id, variables },
});

const POLL_MS = 1500;
const LAST_NUMBER = "rekindle:own-phone";
const keyOf = (id: string | null) => ["test-call", id];

/** One test call after another: each has a key of its own, which stays until its answer has come, so that pressing again after
 *  a lost connection asks for the same call. */
export function useTestCall(written: WrittenCall, customerId: string | null, campaignId: string | null) {
  const client = useQueryClient();
  const [key, setKey] = useState(() => crypto.randomUUID());
  const [id, setId] = useState<string | null>(null);
  const start = useMutation({
    mutationFn: (phone: string) =>
      api("/api/test-calls", TestCallView, {
        method: "POST",
        body: {
          ...callOf(written),
          ...{ request_key: key, phone, own_phone: true, customer_id: customerId, campaign_id: campaignId },
        },
      }),
    onSuccess: (call, phone) => {
      rememberNumber(phone);
      client.setQueryData(keyOf(call.id), call);
      setId(call.id);
    },
  });
  const follow = useQuery({
    queryKey: keyOf(id),
    queryFn: ({ signal }) => api(`/api/test-calls/${id}`, TestCallView, { signal }),
    enabled: id !== null,
    refetchInterval: ({ state }) => (state.data?.status === "ended" ? false : POLL_MS),
    // The phone is in one's hand, and this page perhaps behind another.
    refetchIntervalInBackground: true,
  });
  return {
    start,
    call: id === null ? null : (follow.data ?? null),
    isLost: follow.isError,
    again: () => {
      setKey(crypto.randomUUID());
      setId(null);
      start.reset();
    },
  };
}

/** The number to begin with: the one that was called last in this tab, else the account's own. */
export function useOwnNumber(): string | null {
  const [last] = useState(lastNumber);
  const offer = useQuery({
    queryKey: ["test-call-offer"],
    queryFn: ({ signal }) => api("/api/test-calls", TestCallOffer, { signal }),
    enabled: last === null,
    staleTime: 60_000,
  });
  const own = offer.data?.callback_number;
  return last ?? (own ? formatPhone(own) : null);
}

/** A tab may have its storage switched off, or full. */
function lastNumber(): string | null {
  try {
    return window.sessionStorage.getItem(LAST_NUMBER);
  } catch {
    return null;
  }
}
export function rememberNumber(number: string): void {
  try {
    window.sessionStorage.setItem(LAST_NUMBER, number);
  } catch {
    // It is only a convenience.
  }
}
