import type { FieldOperator } from "@/lib/core/criteria";

export const OPERATOR_LABEL: Record<FieldOperator, string> = {
  is: "is",
  is_not: "is not",
  contains: "contains",
  at_least: "is at least",
  at_most: "is at most",
  known: "is known",
  unknown: "is not known",
};
