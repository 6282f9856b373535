"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import type { CompletedList } from "@/lib/core/list-views";
import { type ListChoice, type ListSending, sendList } from "./send-list";

interface State {
  sending: ListSending | null;
  failure: unknown;
  done: CompletedList | null;
}
const NOTHING: State = { sending: null, failure: null, done: null };

/** One upload at a time, which can be stopped, and gone on with later. */
export function useListUpload() {
  const queries = useQueryClient();
  const [state, setState] = useState<State>(NOTHING);
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);
  const renew = () => void queries.invalidateQueries({ queryKey: ["lists"] });

  async function start(file: File, choice: ListChoice) {
    running.current?.abort();
    const own = new AbortController();
    running.current = own;
    const show = (next: Partial<State>) => running.current === own && setState({ ...NOTHING, ...next });
    show({ sending: { sent: 0, total: file.size, counts: null, isEnding: false } });
    try {
      show({ done: await sendList(file, choice, (sending) => show({ sending }), own.signal) });
    } catch (failure) {
      const isStopped = failure instanceof DOMException && failure.name === "AbortError";
      show({ failure: isStopped ? null : failure });
    }
    renew();
  }
  return { ...state, start, stop: () => running.current?.abort(), forget: () => setState(NOTHING) };
}
export type ListUpload = ReturnType<typeof useListUpload>;
