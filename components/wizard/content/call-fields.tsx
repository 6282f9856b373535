import type { UseFormReturn } from "react-hook-form";
import type { Speaker } from "@/lib/core/disclosure";
import { EXAMPLES, isExample } from "@/lib/core/examples";
import { LONG_FIRST_MESSAGE_SECONDS, LONG_VOICEMAIL_SECONDS } from "@/lib/core/spoken-length";
import { MAX_VOICEMAIL, MAX_WRITTEN } from "@/lib/core/steps";
import type { CampaignType } from "@/lib/core/words";
import { errorAt } from "./content-errors";
import type { ContentValues, WordsPath } from "./content-values";
import { ScriptEditor } from "./script-editor";

const LONG = {
  body: {
    seconds: LONG_FIRST_MESSAGE_SECONDS,
    text: `People want to answer sooner: keep what is said first under ${LONG_FIRST_MESSAGE_SECONDS} seconds.`,
  },
  voicemail: {
    seconds: LONG_VOICEMAIL_SECONDS,
    text: `Answering machines may cut it off: keep it under ${LONG_VOICEMAIL_SECONDS} seconds.`,
  },
} as const;

export interface WordsFieldsProps {
  form: UseFormReturn<ContentValues>;
  path: WordsPath;
  campaignType: CampaignType;
}

interface CallFieldsProps extends WordsFieldsProps {
  speaker: Speaker;
  /** Seconds. */
  purposeWithin: number;
}

/** What is said when somebody answers, and to an answering machine. */
export function CallFields({ form, path, campaignType, speaker, purposeWithin }: CallFieldsProps) {
  const examples = (field: "call_script" | "voicemail_message") =>
    EXAMPLES[campaignType].map((example) => ({ title: example.title, text: example[field] }));
  return (
    <>
      <ScriptEditor
        label="Script"
        value={form.watch(`${path}.body`)}
        error={errorAt(form, `${path}.body`)}
        field={form.register(`${path}.body`)}
        maxLength={MAX_WRITTEN.call}
        long={LONG.body}
        speaker={speaker}
        purposeWithin={purposeWithin}
        examples={examples("call_script")}
        isExample={isExample}
        hint={<OwnWords />}
      />
      <ScriptEditor
        label="Voicemail message"
        optional
        value={form.watch(`${path}.voicemail`)}
        error={errorAt(form, `${path}.voicemail`)}
        field={form.register(`${path}.voicemail`)}
        maxLength={MAX_VOICEMAIL}
        long={LONG.voicemail}
        speaker={speaker}
        examples={examples("voicemail_message")}
        isExample={isExample}
      />
    </>
  );
}

export const OwnWords = () => (
  <p className="text-[0.8125rem] text-ink-muted">
    For a value that may be missing, add your own words: <code className="text-xs">{"{service_type|your visit}"}</code>
  </p>
);
