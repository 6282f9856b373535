"use client";

import { ChevronLeft, ChevronRight } from "lucide-react";
import dynamic from "next/dynamic";
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
import { SendTest } from "./send-test";
import type { ContentPlace } from "./use-content-place";
import { isUnwritten, useContentPreview, type Written, writtenOf } from "./use-content-preview";

const loading = () => <Skeleton className="h-64" />;
const EmailPreview = dynamic(() => import("./email-preview").then((module) => module.EmailPreview), {
  ssr: false,
  loading,
});
const SmsPreview = dynamic(() => import("./sms-preview").then((module) => module.SmsPreview), { ssr: false, loading });

export interface ContentPreviewProps {
  form: UseFormReturn<ContentValues>;
  place: ContentPlace;
  campaignId: string | null;
  targetCriteria: Criteria;
  ownEmail: string;
}

const UNWRITTEN: Record<Written["channel"], string> = {
  call: "Write a script, or take one of the examples, to see it here.",
  email: "Write the email, or take one of the examples, to see it here.",
  sms: "Write the text message, or take one of the examples, to see it here.",
};

/** What customers will hear or read, one after the other, and a way to get it oneself. */
export function ContentPreviewPanel({ form, place, campaignId, targetCriteria, ownEmail }: ContentPreviewProps) {
  const written = writtenOf(form.watch(), place);
  const { data, error, refetch, isFetching, isPlaceholderData } = useContentPreview(written, targetCriteria);
  const count = data?.people.length ?? 0;
  const at = Math.min(place.person, Math.max(0, count - 1));
  const person = data?.people[at] ?? null;
  const isEmpty = isUnwritten(written);
  const step = (by: number) => place.toPerson((at + by + count) % count);
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
        <p className="text-ink-muted text-pretty">{UNWRITTEN[written.channel]}</p>
      ) : error && !isFetching ? (
        <div role="alert" className="grid justify-items-start gap-2">
          <p>The preview could not be made. {error.message}</p>
          <Button size="sm" onClick={() => void refetch()}>
            Try again
          </Button>
        </div>
      ) : person ? (
        <div className={cn("min-w-0 transition-opacity", isPlaceholderData && "opacity-60")}>
          <PreviewedText person={person} incomplete={data?.incomplete ?? 0} count={count} channel={written.channel}>
            {person.message && <Message message={person.message} />}
          </PreviewedText>
        </div>
      ) : (
        <div className="grid gap-3">
          <Skeleton className="h-5 w-32" />
          <Skeleton className="h-24" />
        </div>
      )}
      {written.channel === "call" ? (
        <CallMe written={written} person={person} campaignId={campaignId} />
      ) : (
        <SendTest key={written.channel} written={written} person={person} campaignId={campaignId} ownEmail={ownEmail} />
      )}
    </Card>
  );
}

const Message = ({ message }: { message: NonNullable<PreviewedPerson["message"]> }) =>
  message.html === null ? <SmsPreview text={message.text} /> : <EmailPreview message={message} html={message.html} />;

function spoken(person: PreviewedPerson, at: number, count: number): string {
  const who = `Preview ${at + 1} of ${count}: ${person.name ?? "no name known"}.`;
  const { first_message: said, message } = person;
  if (message) return `${who} ${message.subject ?? message.text}`;
  return said === null ? `${who} Something is missing.` : `${who} ${said}`;
}
