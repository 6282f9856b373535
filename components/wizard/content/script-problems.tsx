import { TriangleAlert } from "lucide-react";
import { closestVariable } from "@/lib/core/closest-variable";
import { checkContent } from "@/lib/core/content";

/** In words what is wrong with a text, and where it can be guessed the word that was meant. */
export function ScriptProblems({ text, onReplace }: { text: string; onReplace: (from: string, to: string) => void }) {
  const { unknown, strayBrace } = checkContent(text);
  if (unknown.length === 0 && !strayBrace) return null;
  return (
    <ul className="grid gap-1">
      {unknown.map((written) => {
        const meant = closestVariable(written);
        return (
          <li key={written} className="flex items-start gap-1.5 text-danger">
            <TriangleAlert aria-hidden className="mt-0.5 size-3.5 shrink-0" />
            <span className="min-w-0 wrap-break-word">
              {written} is not a known variable, so the campaign could not start.{" "}
              {meant && (
                <button
                  type="button"
                  onClick={() => onReplace(written, meant)}
                  className="rounded-sm py-0.5 font-medium underline underline-offset-2"
                >
                  Change it to {meant}
                </button>
              )}
            </span>
          </li>
        );
      })}
      {strayBrace && (
        <li className="flex items-start gap-1.5 text-danger">
          <TriangleAlert aria-hidden className="mt-0.5 size-3.5 shrink-0" />A brace belongs to no variable. Remove it,
          or customers hear or read it.
        </li>
      )}
    </ul>
  );
}
