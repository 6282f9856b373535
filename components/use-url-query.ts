"use client";

import { usePathname, useRouter, useSearchParams } from "next/navigation";
import { useTransition } from "react";

/** Filters, search and page live in the address, so that they can be shared and gone back to.
 *  @returns `busy` while the page for the new address is on its way. */
export function useUrlQuery() {
  const router = useRouter();
  const path = usePathname();
  const params = useSearchParams();
  const [busy, startTransition] = useTransition();
  /** The empty string or null takes a parameter out. A change of anything but the page goes back to the first page. */
  function change(changes: Record<string, string | null>) {
    const next = new URLSearchParams(params);
    if (!("offset" in changes)) next.delete("offset");
    for (const [name, value] of Object.entries(changes)) {
      if (value) next.set(name, value);
      else next.delete(name);
    }
    const query = next.toString();
    startTransition(() => router.replace(query ? `${path}?${query}` : path, { scroll: false }));
  }
  return {
    busy,
    change,
    /** The page of a list that begins with this row. */
    toPage: (offset: number) => change({ offset: offset === 0 ? null : String(offset) }),
  };
}
