/** Variables that an owner may write as `{customer_name}`. */
export const VARIABLES = [
  "customer_name",
  "agent_name",
  "business_name",
  "promotion",
  "service_type",
  "last_visit",
  "offer_code",
  "booking_link",
  "consent_link",
  "callback_number",
] as const;
export type Variable = (typeof VARIABLES)[number];
export type Values = Partial<Record<Variable, string | null>>;

const SHORTHAND = new Map<string, Variable>([["name", "customer_name"]]);
const isVariable = (name: string): name is Variable => VARIABLES.some((known) => known === name);
/** `{name}` or, with words for when it is empty, `{name|there}`. */
const PLACEHOLDER = /\{\s*([A-Za-z_][A-Za-z0-9_]*)\s*(?:\|([^{}]*))?\}/g;

const resolve = (written: string): Variable | null => {
  const name = written.toLowerCase();
  return SHORTHAND.get(name) ?? (isVariable(name) ? name : null);
};

export interface ContentProblems {
  /** Written as a variable, and none. */
  unknown: string[];
  /** A brace that belongs to no variable: the customer would hear or read it. */
  strayBrace: boolean;
  /** In characters, without the variables: no customer hears less. */
  length: number;
}

/** What is wrong with a text whoever it is for. */
export function checkContent(text: string): ContentProblems {
  const unknown = new Set<string>();
  const rest = text.replace(PLACEHOLDER, (whole, name: string) => {
    if (!resolve(name)) unknown.add(whole);
    return "";
  });
  return { unknown: [...unknown], strayBrace: /[{}]/.test(rest), length: rest.length };
}

export type ContentPart =
  | { kind: "text" | "unknown" | "brace"; text: string }
  | { kind: "variable"; text: string; variable: Variable };

/** A text cut into what stands for itself, variables, unknown ones and stray braces; joined again it is the text. */
export function contentParts(text: string): ContentPart[] {
  const parts: ContentPart[] = [];
  let from = 0;
  for (const { 0: whole, 1: name = "", index } of text.matchAll(PLACEHOLDER)) {
    parts.push(...plainParts(text.slice(from, index)));
    const variable = resolve(name);
    parts.push(variable ? { kind: "variable", text: whole, variable } : { kind: "unknown", text: whole });
    from = index + whole.length;
  }
  return [...parts, ...plainParts(text.slice(from))];
}

function plainParts(text: string): ContentPart[] {
  const pieces = text.split(/([{}]+)/).filter((piece) => piece !== "");
  return pieces.map((piece) => ({ kind: /^[{}]/.test(piece) ? "brace" : "text", text: piece }));
}

/** The variables that a text uses, each once. */
export function usedVariables(text: string): Variable[] {
  const used = contentParts(text).flatMap((part) => (part.kind === "variable" ? [part.variable] : []));
  return [...new Set(used)];
}

/** The variables a text needs, without those that bring their own words for when they are empty. */
export function requiredVariables(text: string): Variable[] {
  const found = new Set<Variable>();
  for (const [, name = "", fallback] of text.matchAll(PLACEHOLDER)) {
    const variable = resolve(name);
    if (variable && fallback === undefined) found.add(variable);
  }
  return [...found];
}

export type Rendered = { ok: true; text: string } | { ok: false; missing: string[] };

/** Fills a text in for one customer. A variable without a value makes it fail: braces are never spoken or sent.
 *  A missing customer name alone has a natural reading ("Hi there") and is filled with it. */
export function renderContent(text: string, values: Values): Rendered {
  const missing = new Set<string>();
  const filled = text.replace(PLACEHOLDER, (whole, name: string, fallback: string | undefined) => {
    const variable = resolve(name);
    const value = variable ? (values[variable]?.trim() ?? "") : "";
    const words = value || fallback?.trim() || (variable === "customer_name" ? "there" : "");
    if (!words && fallback === undefined) missing.add(whole);
    return words;
  });
  // What a value brings along can't be taken for a variable: it is checked, not filled again.
  if (missing.size > 0 || /[{}]/.test(filled)) return { ok: false, missing: [...missing] };
  return { ok: true, text: filled };
}

/** The given name, for speaking: "Anya Nguyen" is "Anya"; what is no name stays whole. */
export function givenName(name: string | null): string | null {
  const first = name?.trim().split(/\s+/)[0];
  return first && /^\p{L}[\p{L}'’-]*$/u.test(first) ? first : name?.trim() || null;
}
