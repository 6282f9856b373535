import { TriangleAlert } from "lucide-react";
import { denials } from "@/lib/core/denial";
import type { Speaker } from "@/lib/core/disclosure";

interface DenialsProps {
  text: string;
  speaker: Speaker;
  onRemove: (words: string) => void;
}

/** The sentences that take back that an AI speaks, with one press to remove each. */
export function Denials({ text, speaker, onRemove }: DenialsProps) {
  return denials(text, speaker).map((sentence) => (
    <p key={sentence} className="flex items-start gap-1.5 text-danger">
      <TriangleAlert aria-hidden className="mt-0.5 size-3.5 shrink-0" />
      <span className="min-w-0 text-pretty wrap-break-word">
        “{sentence}” denies that an AI speaks, so the campaign could not start.{" "}
        {text.includes(sentence) && (
          <button
            type="button"
            onClick={() => onRemove(text.includes(` ${sentence}`) ? ` ${sentence}` : sentence)}
            className="rounded-sm py-0.5 font-medium underline underline-offset-2"
          >
            Remove it
          </button>
        )}
      </span>
    </p>
  ));
}
