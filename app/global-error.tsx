"use client";

import { PageError } from "@/components/page-error";
import "./globals.css";

/** Stands in for the whole document when even the layout failed. */
export default function GlobalError({ error, retry }: { error: unknown; retry: () => void }) {
  return (
    <html lang="en">
      <body className="flex min-h-dvh flex-col">
        <title>Rekindle</title>
        <main className="flex flex-1">
          <PageError error={error} retry={retry} />
        </main>
      </body>
    </html>
  );
}
