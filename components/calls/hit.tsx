import { hitParts } from "@/lib/core/hit-parts";

/** Where the words looked for were said. */
export function Hit({ hit }: { hit: string }) {
  return (
    <p className="mt-1 line-clamp-2 max-w-xl text-xs text-ink-muted">
      {hitParts(hit).map(({ text, found }, at) =>
        found ? (
          <mark key={at} className="rounded-sm bg-warning-soft px-0.5 font-medium text-warning">
            {text}
          </mark>
        ) : (
          <span key={at}>{text}</span>
        ),
      )}
    </p>
  );
}
