import type { z } from "zod";

/** What a person reads of a refused field. The library's own wordings speak to programmers; the schemas' speak to people. */
export function issueText(issue: z.core.$ZodIssue): string {
  const unit = "origin" in issue && issue.origin === "string" ? " characters" : "";
  if (issue.code === "too_big" && issue.message.startsWith("Too big")) return `Use ${issue.maximum}${unit} at most`;
  if (issue.code === "too_small" && issue.message.startsWith("Too small")) return `Use ${issue.minimum}${unit} or more`;
  if (issue.code === "invalid_type" && issue.message.startsWith("Invalid input")) return "Enter a whole number";
  return issue.message;
}
