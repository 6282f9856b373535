"use client";

import { usePathname, useSearchParams } from "next/navigation";
import type { MouseEvent } from "react";

const NAME = "recipient";
/** Whether the open drawer has an entry of its own in the browser's history, which closing it goes back from. */
let hasEntry = false;

const isPlain = (click: MouseEvent) => !(click.metaKey || click.ctrlKey || click.shiftKey || click.altKey);

/** Which recipient's drawer is open. It is part of the address, and needs no new page from the server. */
export function useOpenRecipient() {
  const path = usePathname();
  const params = useSearchParams();
  const open = params.get(NAME);
  const hrefOf = (id: string | null): string => {
    const next = new URLSearchParams(params);
    if (id) next.set(NAME, id);
    else next.delete(NAME);
    const query = next.toString();
    return query ? `${path}?${query}` : path;
  };
  return {
    open,
    hrefOf,
    /** Opens, or changes to, somebody's drawer. A click that asks for a new tab or window gets one. */
    show(id: string, click?: MouseEvent) {
      if (click && !isPlain(click)) return;
      click?.preventDefault();
      if (open) return window.history.replaceState(null, "", hrefOf(id));
      hasEntry = true;
      window.history.pushState(null, "", hrefOf(id));
    },
    close() {
      if (hasEntry) window.history.back();
      else window.history.replaceState(null, "", hrefOf(null));
      hasEntry = false;
    },
  };
}
