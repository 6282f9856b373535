"use client";

import { useEffect, useRef } from "react";
import { MESSAGE } from "@/lib/core/errors";
import { ErrorState } from "./ui/states";

const digestOf = (error: unknown): string | undefined =>
  typeof error === "object" && error !== null && "digest" in error && typeof error.digest === "string"
    ? error.digest
    : undefined;

/** A part of the page's own program that did not come: only loading all of it anew gets it. */
const isMissingPart = (error: unknown): boolean => error instanceof Error && error.name === "ChunkLoadError";

/** What a page shows that could not be made. The digest leads support to the server's log; nothing else is told. */
export function PageError({ error, retry }: { error: unknown; retry: () => void }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => place.current?.focus(), []);
  const missing = isMissingPart(error);
  return (
    <div ref={place} tabIndex={-1} className="grid flex-1 place-items-center outline-none">
      <ErrorState
        heading="h1"
        title="This page could not be loaded"
        message={
          missing
            ? "A part of it did not come: the connection was lost, or there is a newer version. Load the page again."
            : MESSAGE.internal
        }
        {...(missing ? {} : { code: digestOf(error) ?? "browser" })}
        onRetry={missing ? () => window.location.reload() : retry}
      />
    </div>
  );
}
