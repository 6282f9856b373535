import { smsSegments } from "@/lib/core/sms-segments";

/** A text message as it stands on a phone, and how many texts it is. */
export function SmsPreview({ text }: { text: string }) {
  const { segments, encoding, characters } = smsSegments(text);
  return (
    <div className="grid gap-2">
      <div className="rounded-2xl border border-line bg-sunken p-4">
        <p
          dir="auto"
          className="mr-6 w-fit max-w-full rounded-2xl rounded-bl-sm bg-surface px-3.5 py-2 leading-relaxed whitespace-pre-wrap shadow-raised wrap-anywhere"
        >
          {text}
        </p>
      </div>
      <p className="text-xs text-ink-muted tabular-nums">
        {characters} characters, sent as {segments === 1 ? "1 text" : `${segments} texts`}
        {encoding === "ucs2" && " with special characters"}. The first text to each customer says how to opt out.
      </p>
    </div>
  );
}
