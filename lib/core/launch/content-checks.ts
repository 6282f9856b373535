import { checkContent, requiredVariables, usedVariables, type Variable } from "../content";
import { blocking, type LaunchCheck, type LaunchInput, type Part, type Place, uses, warning } from "./check";

/** What is wrong with the variables of one text, whoever it is for. */
export function checkVariables(place: Place, part: Part, input: LaunchInput): LaunchCheck[] {
  const text = place.words[part] ?? "";
  const [field, what] = [place.field(part), place.name(part)];
  const { unknown, strayBrace } = checkContent(text);
  return [
    ...unknown.map((name) =>
      blocking("unknown_variable", field, `${what} uses ${name}, which is no known variable. Correct or remove it.`),
    ),
    ...(strayBrace
      ? [blocking("stray_brace", field, `${what} has a brace that belongs to no variable. Remove it.`)]
      : []),
    ...(usedVariables(text).includes("consent_link") && !(place.channel === "email" && part === "body")
      ? [
          blocking(
            "consent_link_in_email_only",
            field,
            `${what} uses {consent_link}, which is a page to open: it can stand in the text of an email alone. Remove it.`,
          ),
        ]
      : []),
    ...requiredVariables(text)
      .filter((variable) => isEmpty(variable, input))
      .map((variable) =>
        blocking(
          "empty_variable",
          field,
          `${what} uses {${variable}}, which has no value yet. Give it one or remove it.`,
        ),
      ),
  ];
}

/** Values that belong to the campaign or the account are the same for everybody; the customer's own are checked for each person. */
function isEmpty(variable: Variable, input: LaunchInput): boolean {
  const { variables, settings } = input;
  switch (variable) {
    case "promotion":
    case "offer_code":
      return !variables[variable];
    case "booking_link":
      return !variables.booking_link && !settings.bookingLink;
    // Whoever calls is asked for it in any case.
    case "callback_number":
      return !settings.callbackNumber && !uses(input, "call");
    // The business's name is asked for once, where it is entered.
    default:
      return false;
  }
}

const OWN = ["customer_name", "last_visit", "service_type"] as const;
type Own = (typeof OWN)[number];

/** The values of customers that a campaign's texts can't do without. */
export const neededOfCustomers = (texts: string[], { service_type }: { service_type?: string | undefined }): Own[] => {
  const needed = texts.flatMap(requiredVariables);
  return OWN.filter((variable) => needed.includes(variable) && !(variable === "service_type" && service_type));
};

const count = (number: number): string => number.toLocaleString("en-US");

/** For how many customers one touch lacks a value: whoever lacks one is skipped, but for the name. */
export function checkMissing(place: Place, input: LaunchInput): LaunchCheck[] {
  const missing = place.channel === "email" ? input.missing?.email : input.missing?.phone;
  if (!missing || missing.people === 0) return [];
  const parts: Part[] = place.channel === "email" ? ["subject", "preview_text", "body"] : ["body", "voicemail"];
  const seen = new Set<Own>();
  return parts.flatMap((part) =>
    neededOfCustomers([place.words[part] ?? ""], input.variables).flatMap((variable) => {
      const lacking = missing[variable];
      if (lacking === 0 || seen.has(variable)) return [];
      seen.add(variable);
      const who = `${count(lacking)} of ${count(missing.people)} customers`;
      const [field, what] = [place.field(part), place.name(part)];
      if (variable === "customer_name")
        return [
          warning("no_name_for_some", field, `${what} uses the name, which is empty for ${who}: they read “there”.`),
        ];
      const mend = `Add words for them, such as {${variable}|${variable === "last_visit" ? "a while ago" : "your visit"}}.`;
      return lacking === missing.people
        ? [blocking("empty_for_all", field, `${what} uses {${variable}}, which is empty for all customers. ${mend}`)]
        : [
            warning(
              "empty_for_some",
              field,
              `${what} uses {${variable}}, which is empty for ${who}: they would be skipped. ${mend}`,
            ),
          ];
    }),
  );
}
