"use client";

import { useEffect, useRef } from "react";
import { MESSAGE } from "@/lib/core/errors";
import { ErrorState } from "./ui/states";

const digestOf = (error: unknown): string | undefined =>
  typeof error === "object" && error !== null && "digest" in error && typeof error.digest === "string"
    ? error.digest
    : undefined;

/** What a page shows that could not be made. The digest leads support to the server's log; nothing else is told. */
export function PageError({ error, retry }: { error: unknown; retry: () => void }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => place.current?.focus(), []);
  return (
    <div ref={place} tabIndex={-1} className="grid flex-1 place-items-center outline-none">
      <ErrorState
        heading="h1"
        title="This page could not be loaded"
        message={MESSAGE.internal}
        code={digestOf(error) ?? "browser"}
        onRetry={retry}
      />
    </div>
  );
}
