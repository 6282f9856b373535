import { useMutation } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { TestMessageView } from "@/lib/core/content-views";
import { api } from "../../api";
import type { WrittenMessage } from "./use-content-preview";
import { rememberNumber } from "./use-test-call";

/** One test message after another: each has a key of its own, which stays until its answer has come, so that pressing again after a
 *  lost connection asks for the same message. */
export function useTestMessage(written: WrittenMessage, customerId: string | null, campaignId: string | null) {
  const [key, setKey] = useState(() => crypto.randomUUID());
  const isBusy = useRef(false);
  const send = useMutation({
    /** @param phone null for an email, which goes to the own address */
    mutationFn: (phone: string | null) =>
      api("/api/test-messages", TestMessageView, {
        method: "POST",
        body: {
          ...written,
          ...{ request_key: key, customer_id: customerId, campaign_id: campaignId },
          ...(phone === null ? {} : { phone, own_phone: true }),
        },
      }),
    onSuccess: (_, phone) => phone !== null && rememberNumber(phone),
    onSettled: () => {
      isBusy.current = false;
    },
  });
  return {
    send,
    /** A second click may come before the next frame: it does nothing. */
    sendOnce: (phone: string | null) => {
      if (isBusy.current) return;
      isBusy.current = true;
      send.mutate(phone);
    },
    again: () => {
      setKey(crypto.randomUUID());
      send.reset();
    },
  };
}
