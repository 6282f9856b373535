"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";

/** Where somebody was about to go: to a page of this site, or to an entry of the browser's history. */
type Way = { href: string } | { entry: string };

/** The place on this site that a plain click on a link leads to, when it is another page. */
function elsewhere(event: MouseEvent): string | null {
  if (event.defaultPrevented || event.button !== 0) return null;
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return null;
  const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
  if (!(link instanceof HTMLAnchorElement) || link.target || link.hasAttribute("download")) return null;
  if (link.origin !== window.location.origin || link.pathname === window.location.pathname) return null;
  return link.pathname + link.search;
}

/** The entry of the history that Back or Forward leads to, when it is another page that this one would turn into. What loads a
 *  page anew is asked about by the browser itself; where a browser does not let itself be held, nothing is asked. */
function entryElsewhere({ navigationType, cancelable, destination }: NavigateEvent): string | null {
  if (navigationType !== "traverse" || !cancelable || !destination.sameDocument) return null;
  return new URL(destination.url).pathname === window.location.pathname ? null : destination.key;
}

/** Holds whoever is about to leave the page while something would be lost: by a link, Back, Forward, a reload or closing the tab.
 *  @returns `asking` while a way out waits for its answer; the browser asks by itself before a reload and the end of the tab. */
export function useLeaveGuard(when: boolean) {
  const router = useRouter();
  const [way, setWay] = useState<Way | null>(null);
  const isLeaving = useRef(false);
  useEffect(() => {
    if (!when) return;
    const held = (event: Event, to: Way) => {
      event.preventDefault();
      setWay(to);
    };
    const unload = (event: BeforeUnloadEvent) => event.preventDefault();
    const click = (event: MouseEvent) => {
      const href = elsewhere(event);
      if (href === null) return;
      event.stopPropagation();
      held(event, { href });
    };
    const navigate = (event: NavigateEvent) => {
      const entry = isLeaving.current ? null : entryElsewhere(event);
      if (entry !== null) held(event, { entry });
    };
    // Not every browser has one.
    const history = "navigation" in window ? window.navigation : null;
    window.addEventListener("beforeunload", unload);
    document.addEventListener("click", click, { capture: true });
    history?.addEventListener("navigate", navigate);
    return () => {
      window.removeEventListener("beforeunload", unload);
      document.removeEventListener("click", click, { capture: true });
      history?.removeEventListener("navigate", navigate);
    };
  }, [when]);
  return {
    asking: way !== null,
    stay: () => setWay(null),
    leave() {
      setWay(null);
      if (!way) return;
      isLeaving.current = true;
      if ("href" in way) router.push(way.href);
      else window.navigation.traverseTo(way.entry);
    },
  };
}
