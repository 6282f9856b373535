import * as z from "zod/mini";

/** `customer_id` is who has the contact already; `blocking: false` is advice; `path` or, of a launch check, `field` names a field. */
const Issue = z.object({
  message: z.string(),
  path: z.optional(z.string()),
  field: z.optional(z.string()),
  customer_id: z.optional(z.string()),
  blocking: z.optional(z.boolean()),
});
export type Issue = z.infer<typeof Issue>;

const Refusal = z.object({
  error: z.object({
    code: z.string(),
    message: z.string(),
    details: z.optional(z.unknown()),
  }),
});

/** What the API says when it refuses; null for what is not its answer. `issues` where the refusal lists what to mend. */
export function readRefusal(
  answer: unknown,
): { code: string; message: string; issues: Issue[]; details: unknown } | null {
  const refusal = Refusal.safeParse(answer);
  if (!refusal.success) return null;
  const { code, message, details } = refusal.data.error;
  return { code, message, issues: issuesOf(details), details };
}

export const issuesOf = (details: unknown): Issue[] => z.array(Issue).safeParse(details).data ?? [];
