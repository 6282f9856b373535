import { type ContentPart, contentParts } from "@/lib/core/content";
import { cn } from "../../ui/cn";

/** What both layers of the editor have in common: whatever breaks a line or widens a letter differently lets them drift. */
export const SAME_TEXT =
  "col-start-1 row-start-1 m-0 min-h-28 w-full min-w-0 border-0 px-3 py-2 text-sm leading-relaxed whitespace-pre-wrap wrap-anywhere";

/** Marks take no room of their own. */
const MARK: Record<ContentPart["kind"], string | undefined> = {
  text: undefined,
  variable: "rounded-sm bg-accent-soft shadow-[0_0_0_2px_var(--color-accent-soft)] box-decoration-clone",
  unknown: "underline decoration-danger decoration-wavy decoration-1 [text-decoration-skip-ink:none]",
  brace:
    "rounded-sm bg-danger-soft underline decoration-danger decoration-wavy decoration-1 [text-decoration-skip-ink:none]",
};

/** The text once more, unseen, behind the field: it carries the marks, and gives the field its height, so that the two can't be
 *  scrolled apart. Each line finds its own direction, as in a field with `dir="auto"`. */
export function Highlight({ text, oneLine }: { text: string; oneLine: boolean }) {
  return (
    <div
      aria-hidden
      data-layer="marks"
      className={cn(
        SAME_TEXT,
        oneLine && "min-h-0",
        "pointer-events-none text-transparent select-none forced-colors:opacity-0",
      )}
    >
      {linesOf(contentParts(text)).map((line, at) => (
        <div key={at} dir="auto">
          {line.map((part, index) =>
            part.kind === "text" ? (
              part.text
            ) : (
              <span key={index} data-mark={part.kind} className={MARK[part.kind]}>
                {part.text}
              </span>
            ),
          )}
          {/* A line that is empty has its height too. */}
          {line.every((part) => part.text === "") && "\u200b"}
        </div>
      ))}
    </div>
  );
}

/** A variable's own words may go over several lines. */
function linesOf(parts: ContentPart[]): Pick<ContentPart, "kind" | "text">[][] {
  const lines: Pick<ContentPart, "kind" | "text">[][] = [[]];
  for (const { kind, text } of parts) {
    const [first = "", ...more] = text.split("\n");
    lines.at(-1)?.push({ kind, text: first });
    for (const line of more) lines.push([{ kind, text: line }]);
  }
  return lines;
}
