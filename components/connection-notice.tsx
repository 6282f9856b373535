"use client";

import { WifiOff } from "lucide-react";
import { useOffline } from "next/offline";
import { useSyncExternalStore } from "react";

function subscribe(changed: () => void): () => void {
  for (const event of ["online", "offline"]) window.addEventListener(event, changed);
  return () => {
    for (const event of ["online", "offline"]) window.removeEventListener(event, changed);
  };
}

/** Says on every page that there is no connection: what the browser knows by itself, and what a link that was followed found. */
export function ConnectionNotice() {
  const unreachable = useOffline();
  const cutOff = useSyncExternalStore(
    subscribe,
    () => !navigator.onLine,
    () => false,
  );
  return (
    <div role="status" className="pointer-events-none fixed inset-x-0 top-16 z-50 flex justify-center px-4">
      {(unreachable || cutOff) && (
        <p className="flex items-center gap-2 rounded-lg bg-warning-soft px-4 py-2 font-medium text-warning shadow-raised">
          <WifiOff aria-hidden className="size-4 shrink-0" />
          No connection. The page goes on as soon as it is back.
        </p>
      )}
    </div>
  );
}
