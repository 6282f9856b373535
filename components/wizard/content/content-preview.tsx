"use client";

import { ChevronLeft, ChevronRight } from "lucide-react";
import { useState } from "react";
import type { UseFormReturn } from "react-hook-form";
import type { PreviewedPerson } from "@/lib/core/content-views";
import type { Criteria } from "@/lib/core/criteria";
import { Button } from "../../ui/button";
import { Card, CardTitle } from "../../ui/card";
import { cn } from "../../ui/cn";
import { Skeleton } from "../../ui/skeleton";
import { CallMe } from "./call-me";
import type { ContentValues } from "./content-values";
import { PreviewedText } from "./previewed-text";
import { useContentPreview } from "./use-content-preview";

export interface ContentPreviewProps {
  form: UseFormReturn<ContentValues>;
  campaignId: string | null;
  targetCriteria: Criteria;
}

/** What customers will hear, one after the other, and a call to hear it oneself. */
export function ContentPreviewPanel({ form, campaignId, targetCriteria }: ContentPreviewProps) {
  const values = form.watch();
  const { data, error, refetch, isFetching, isPlaceholderData, written } = useContentPreview(values, targetCriteria);
  const [wanted, setWanted] = useState(0);
  const count = data?.people.length ?? 0;
  const at = Math.min(wanted, Math.max(0, count - 1));
  const person = data?.people[at] ?? null;
  const isEmpty = values.call_script.trim() === "";
  const step = (by: number) => setWanted((at + by + count) % count);
  return (
    <Card className="grid min-w-0 content-start gap-4 p-4 sm:p-5" aria-labelledby="content-preview-title">
      <div className="flex min-h-8 items-center justify-between gap-2">
        <CardTitle id="content-preview-title">Preview</CardTitle>
        {count > 1 && !isEmpty && (
          <div className="flex items-center gap-1">
            <Button size="icon" look="quiet" aria-label="Previous customer" onClick={() => step(-1)}>
              <ChevronLeft aria-hidden />
            </Button>
            <span className="min-w-14 text-center text-ink-muted tabular-nums">
              {at + 1} of {count}
            </span>
            <Button size="icon" look="quiet" aria-label="Next customer" onClick={() => step(1)}>
              <ChevronRight aria-hidden />
            </Button>
          </div>
        )}
      </div>
      <p aria-live="polite" className="sr-only">
        {person && !isEmpty && !isPlaceholderData && spoken(person, at, count)}
      </p>
      {isEmpty ? (
        <p className="text-ink-muted text-pretty">Write a script, or take one of the examples, to see it here.</p>
      ) : error && !isFetching ? (
        <div role="alert" className="grid justify-items-start gap-2">
          <p>The preview could not be made. {error.message}</p>
          <Button size="sm" onClick={() => void refetch()}>
            Try again
          </Button>
        </div>
      ) : person ? (
        <div className={cn("transition-opacity", isPlaceholderData && "opacity-60")}>
          <PreviewedText person={person} incomplete={data?.incomplete ?? 0} count={count} />
        </div>
      ) : (
        <div className="grid gap-3">
          <Skeleton className="h-5 w-32" />
          <Skeleton className="h-24" />
        </div>
      )}
      <CallMe written={written} person={person} campaignId={campaignId} />
    </Card>
  );
}

function spoken(person: PreviewedPerson, at: number, count: number): string {
  const who = `Preview ${at + 1} of ${count}: ${person.name ?? "no name known"}.`;
  return person.first_message === null ? `${who} Something is missing.` : `${who} ${person.first_message}`;
}
