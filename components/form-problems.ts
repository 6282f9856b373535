import { type FieldErrors, type FieldValues, type Resolver, set } from "react-hook-form";
import type { z } from "zod";
import { issueText } from "./issue-text";

export interface Problem {
  /** Of the form's field, `target.days`. */
  field: string;
  message: string;
}

/** What the API's own schema has against a body; `fieldOf` names the form's field for a path of the API. */
export function schemaProblems(
  schema: z.ZodType,
  body: unknown,
  fieldOf: (path: string) => string | undefined,
): Problem[] {
  const parsed = schema.safeParse(body);
  return (parsed.error?.issues ?? []).map((issue) => ({
    field: fieldOf(issue.path.map(String).join(".")) ?? "root.refused",
    message: issueText(issue),
  }));
}

/** Checks with `problemsOf`, so that a form can't know other rules than the API. */
export function resolverOf<Values extends FieldValues>(problemsOf: (values: Values) => Problem[]): Resolver<Values> {
  return async (values) => {
    const problems = problemsOf(values);
    if (problems.length === 0) return { values, errors: {} };
    const errors: FieldErrors<Values> = {};
    for (const { field, message } of problems.toReversed()) set(errors, field, { type: "refused", message });
    return { values: {}, errors };
  };
}

/** Whether the values could be saved as they are; nothing is shown. */
export async function isValid<Values extends FieldValues>(resolver: Resolver<Values>, values: Values) {
  const { errors } = await resolver(values, undefined, { fields: {}, shouldUseNativeValidation: false });
  return Object.keys(errors).length === 0;
}
