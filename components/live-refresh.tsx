"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef, useTransition } from "react";

const EVERY_MS = 2000;

/** Makes the page anew while something on it is still going on; not while nobody looks at it. */
export function LiveRefresh({ active }: { active: boolean }) {
  const router = useRouter();
  const [pending, start] = useTransition();
  const busy = useRef(false);
  busy.current = pending;
  useEffect(() => {
    if (!active) return;
    const timer = setInterval(() => {
      // One at a time: without a connection each would wait, and all would be asked for when it is back.
      if (document.visibilityState === "visible" && !busy.current) start(() => router.refresh());
    }, EVERY_MS);
    return () => clearInterval(timer);
  }, [active, router]);
  return null;
}
