import { TriangleAlert } from "lucide-react";
import { addedTo, VOICEMAIL_PARTS, voicemailLacks } from "@/lib/core/voicemail";

const LIST = new Intl.ListFormat("en-US");

/** What the law asks of a message on an answering machine and this one does not say, with one press to add it. */
export function VoicemailLacks({ text, onAdd }: { text: string; onAdd: (words: string) => void }) {
  const lacks = voicemailLacks(text);
  if (lacks.length === 0) return null;
  return (
    <p className="flex items-start gap-1.5 text-danger">
      <TriangleAlert aria-hidden className="mt-0.5 size-3.5 shrink-0" />
      <span className="min-w-0 text-pretty">
        It {LIST.format(lacks.map((part) => VOICEMAIL_PARTS[part].lack))}, so the campaign could not start.{" "}
        <button
          type="button"
          onClick={() => onAdd(addedTo(text, lacks))}
          className="rounded-sm py-0.5 font-medium underline underline-offset-2"
        >
          Add it
        </button>
      </span>
    </p>
  );
}
