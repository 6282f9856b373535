"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { ApiError, api } from "../api";
import { type Change, copyOf, Draft } from "./draft";

/** What stands between the typing and the server. */
export type Trouble = { kind: "gone" | "locked" | "offline" | "refused"; error: ApiError };

function troubleOf(error: ApiError): Trouble {
  if (error.status === 404) return { kind: "gone", error };
  if (error.status === 409) return { kind: "locked", error };
  return { kind: isPassing(error) ? "offline" : "refused", error };
}

/** Nothing that was sent is at fault: the same may work in a moment. */
export const isPassing = (error: ApiError): boolean => error.status === 0 || error.status === 503;

/** Saves a draft, one change after another, however many are asked for at once. */
export function useSaver(first: Draft | null, remember: (draft: Draft) => void) {
  const queries = useQueryClient();
  const latest = useRef(first);
  const line = useRef<Promise<unknown>>(Promise.resolve());
  const [saving, setSaving] = useState(false);
  const [trouble, setTrouble] = useState<Trouble | null>(null);

  async function send(method: "POST" | "PATCH", path: string, body: Change): Promise<Draft> {
    setSaving(true);
    try {
      const saved = await api(path, Draft, { method, body });
      latest.current = saved;
      remember(saved);
      setTrouble(null);
      void queries.invalidateQueries({ queryKey: ["campaigns"] });
      return saved;
    } catch (error) {
      if (error instanceof ApiError) setTrouble(troubleOf(error));
      throw error;
    } finally {
      setSaving(false);
    }
  }

  /** @param changeOf what to change of the campaign as it is when its turn comes; nothing is sent when nothing is different.
   *  @throws ApiError after telling it as `trouble` */
  function save(changeOf: (before: Draft | null) => Change): Promise<Draft> {
    const turn = line.current
      .catch(() => undefined)
      .then(() => {
        const before = latest.current;
        const change = changeOf(before);
        if (before && Object.keys(change).length === 0) return before;
        return before ? send("PATCH", `/api/campaigns/${before.id}`, change) : send("POST", "/api/campaigns", change);
      });
    line.current = turn;
    return turn;
  }

  /** For a campaign that is gone or can't be changed any more: the same again, as a new draft. */
  function saveAsNew(change: Change): Promise<Draft> {
    const before = latest.current;
    return send("POST", "/api/campaigns", before ? copyOf(before, change) : change);
  }

  return { save, saveAsNew, saving, trouble, latest, tell: (error: ApiError) => setTrouble(troubleOf(error)) };
}
