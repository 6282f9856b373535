"use client";

import { useEffect, useRef, useState } from "react";
import type * as z from "zod/mini";
import { type Sending, type SendOptions, sendFile } from "./send-file";

export interface SendingState {
  /** Null when nothing is under way. */
  sending: Sending | null;
  failure: unknown;
}

/** One sending of the file at a time, which can be cancelled and ends with the page. */
export function useSending() {
  const [state, setState] = useState<SendingState>({ sending: null, failure: null });
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);

  /** @returns the result, or null when it failed (see `failure`) or was cancelled */
  async function send<S extends z.core.$ZodType>(
    options: Omit<SendOptions<S>, "onProgress" | "signal">,
  ): Promise<z.output<S> | null> {
    running.current?.abort();
    const own = new AbortController();
    running.current = own;
    setState({ sending: { sent: 0, total: options.file.size, server: null }, failure: null });
    const onProgress = (sending: Sending) => running.current === own && setState({ sending, failure: null });
    try {
      const result = await sendFile({ ...options, onProgress, signal: own.signal });
      if (running.current === own) setState({ sending: null, failure: null });
      return result;
    } catch (failure) {
      if (running.current !== own) return null;
      const isCancelled = failure instanceof DOMException && failure.name === "AbortError";
      setState({ sending: null, failure: isCancelled ? null : failure });
      return null;
    }
  }
  return {
    ...state,
    send,
    cancel: () => running.current?.abort(),
    forget: () => setState({ sending: null, failure: null }),
  };
}
export type UseSending = ReturnType<typeof useSending>;
