"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { type CompletedList, DoubtfulList } from "@/lib/core/list-views";
import { ApiError } from "../api-error";
import { type ListChoice, type ListSending, sendList } from "./send-list";

interface State {
  sending: ListSending | null;
  failure: unknown;
  done: CompletedList | null;
  /** All of the file is there, and counts once somebody says that it may. */
  doubt: (DoubtfulList & { replace: () => void }) | null;
}
const NOTHING: State = { sending: null, failure: null, done: null, doubt: null };

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
    show({ sending: { sent: 0, total: file.size, counts: null, isEnding: false, isWaiting: false } });
    try {
      show({ done: await sendList(file, choice, (sending) => show({ sending }), own.signal) });
    } catch (failure) {
      const doubts = doubtsIn(failure);
      const isStopped = failure instanceof DOMException && failure.name === "AbortError";
      // What is there already is not sent again.
      const replace = () => void start(file, { ...choice, replace: true });
      show(doubts ? { doubt: { ...doubts, replace } } : { failure: isStopped ? null : failure });
    }
    renew();
  }
  return { ...state, start, stop: () => running.current?.abort(), forget: () => setState(NOTHING) };
}
export type ListUpload = ReturnType<typeof useListUpload>;

function doubtsIn(failure: unknown): DoubtfulList | null {
  if (!(failure instanceof ApiError) || failure.code !== "list_doubtful") return null;
  return DoubtfulList.safeParse(failure.details).data ?? null;
}
