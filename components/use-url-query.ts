"use client";

import { usePathname, useRouter, useSearchParams } from "next/navigation";
import { useTransition } from "react";

type Changes = Record<string, string | null>;

/** Filters, search and page live in the address, so that they can be shared and gone back to.
 *  @returns `busy` while the page for the new address is on its way. */
export function useUrlQuery() {
  const router = useRouter();
  const path = usePathname();
  const params = useSearchParams();
  const [busy, startTransition] = useTransition();
  const addressOf = (base: URLSearchParams, changes: Changes): string => {
    const next = new URLSearchParams(base);
    for (const [name, value] of Object.entries(changes)) {
      if (value) next.set(name, value);
      else next.delete(name);
    }
    const query = next.toString();
    return query ? `${path}?${query}` : path;
  };
  /** The empty string or null takes a parameter out. A change of anything but the page goes back to the first page. */
  const change = (changes: Changes) =>
    startTransition(() => router.replace(addressOf(params, { offset: null, ...changes }), { scroll: false }));
  return {
    busy,
    params,
    change,
    /** The page of a list that begins with this row. */
    toPage: (offset: number) => change({ offset: offset === 0 ? null : String(offset) }),
    /** Changes what is shown of what is on the page already: nothing is asked of the server, and the page of a list stays. */
    changeHere(changes: Changes) {
      // The browser's own address: two changes may come before the page has seen the first.
      const base = new URLSearchParams(window.location.search);
      window.history.replaceState(null, "", addressOf(base, changes) + window.location.hash);
    },
  };
}
