"use client";

import { PageError } from "@/components/page-error";

export default function RootError({ error, retry }: { error: unknown; retry: () => void }) {
  return (
    <main className="flex flex-1">
      <PageError error={error} retry={retry} />
    </main>
  );
}
