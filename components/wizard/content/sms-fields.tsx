"use client";

import { TriangleAlert } from "lucide-react";
import { isMessageExample, SMS_EXAMPLES } from "@/lib/core/message-examples";
import {
  appendOptOut,
  BRAND_FIRST,
  SMS_WARNINGS,
  type SmsWarning,
  type SmsWarningCode,
  smsWarnings,
} from "@/lib/core/sms-content";
import { inPlainCharacters, smsSegments } from "@/lib/core/sms-segments";
import { MAX_WRITTEN } from "@/lib/core/steps";
import { OwnWords, type WordsFieldsProps } from "./call-fields";
import { errorAt } from "./content-errors";
import { Below } from "./email-fields";
import { ExamplesMenu } from "./script-editor";
import { TextEditor, type TextHandle } from "./text-editor";
import { VariableChips } from "./variable-chips";

/** A text message, with what it costs and what carriers mind. */
export function SmsFields({
  form,
  path,
  campaignType,
  businessName,
  segmentCost,
}: WordsFieldsProps & { businessName: string | null; segmentCost: number }) {
  const body = form.watch(`${path}.body`);
  return (
    <TextEditor
      label="Text message"
      value={body}
      error={errorAt(form, `${path}.body`)}
      field={form.register(`${path}.body`)}
      maxLength={MAX_WRITTEN.sms}
      isExample={isMessageExample}
      above={({ insert, use }) => (
        <div className="relative">
          <VariableChips label="text message" onInsert={insert} />
          <div className="absolute right-0 bottom-full mb-0.5">
            <ExamplesMenu
              label="text message"
              examples={SMS_EXAMPLES[campaignType].map(({ title, body: text }) => ({ title, text }))}
              onChoose={use}
            />
          </div>
        </div>
      )}
      below={(handle) => (
        <Below text={body} onReplace={handle.replace}>
          <p className="tabular-nums">{lengthText(body, segmentCost)}</p>
          <Costly body={body} onUse={handle.use} />
          <Warnings
            warnings={smsWarnings(body, { businessName })}
            add={{
              no_business_name: () => handle.use(BRAND_FIRST + body),
              no_opt_out: () => handle.use(appendOptOut(body)),
            }}
          />
        </Below>
      )}
      hint={<OwnWords />}
    />
  );
}

/** Before the variables are filled in; the preview counts what each customer gets. */
function lengthText(body: string, segmentCost: number): string {
  const { segments, encoding, units, left } = smsSegments(body);
  if (segments === 0) return "";
  const count = segments === 1 ? "1 text" : `${segments} texts`;
  const cost = `about ${(segments * segmentCost).toLocaleString("en-US", { style: "currency", currency: "USD", maximumFractionDigits: 4 })} each`;
  return `${count} (${encoding === "gsm7" ? "GSM-7" : "UCS-2"}), ${units} characters, ${left} left · ${cost}`;
}

/** The characters for which every text holds less than half. */
function Costly({ body, onUse }: { body: string; onUse: TextHandle["use"] }) {
  const { forcing } = smsSegments(body);
  if (forcing.length === 0) return null;
  const plain = inPlainCharacters(body);
  return (
    <p className="text-warning text-pretty">
      {forcing.map(({ character }) => `“${character}”`).join(", ")} {forcing.length === 1 ? "makes" : "make"} the
      message longer to send: 70 characters a text in place of 160.{" "}
      {plain !== body && (
        <button
          type="button"
          onClick={() => onUse(plain)}
          className="rounded-sm py-0.5 font-medium underline underline-offset-2"
        >
          Use plain characters
        </button>
      )}
    </p>
  );
}

interface WarningsProps {
  warnings: SmsWarning[];
  /** What can be mended in one press. */
  add: Partial<Record<SmsWarningCode, () => void>>;
}

const Warnings = ({ warnings, add }: WarningsProps) =>
  warnings.length > 0 && (
    <ul className="grid gap-1">
      {warnings.map(({ code, detail }) => (
        <li key={`${code}${detail}`} className="flex items-start gap-1.5 text-warning">
          <TriangleAlert aria-hidden className="mt-0.5 size-3.5 shrink-0" />
          <span className="min-w-0 text-pretty">
            {detail && `${detail}: `}
            {SMS_WARNINGS[code]}{" "}
            {add[code] && (
              <button
                type="button"
                onClick={add[code]}
                className="rounded-sm py-0.5 font-medium underline underline-offset-2"
              >
                Add it
              </button>
            )}
          </span>
        </li>
      ))}
    </ul>
  );
