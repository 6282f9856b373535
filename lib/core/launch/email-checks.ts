import { checkEmail, type EmailProblem } from "../email-content";
import { blocking, type LaunchCheck, type LaunchInput, type Place, uses, warning } from "./check";
import { checkVariables } from "./content-checks";

const SHAPE = /^[^\s@<>"(),;:\\]+@[^\s@<>"(),;:\\]+\.[^\s@<>"(),;:\\.]{2,}$/;
/** Who mails as one of these gets refused: their owners let nobody else send for them. */
const FREE_MAIL = /@(gmail|googlemail|yahoo|outlook|hotmail|live|icloud|aol|gmx|proton(mail)?)\./i;

/** What emails need beside their words. */
export function checkEmailSetup(input: LaunchInput): LaunchCheck[] {
  if (!uses(input, "email")) return [];
  const { emailSender, postalAddress } = input.settings;
  const checks: LaunchCheck[] = [];
  if (!input.configured.email)
    checks.push(
      blocking(
        "email_not_configured",
        "outreach_method",
        "Email is not set up on this server: RESEND_API_KEY, RESEND_WEBHOOK_SECRET and LINK_SECRET are needed.",
      ),
    );
  if (!emailSender)
    checks.push(
      blocking("no_email_sender", "email_sender", "Enter the address that emails come from in the settings."),
    );
  else if (!SHAPE.test(emailSender) || FREE_MAIL.test(emailSender))
    checks.push(
      blocking(
        "email_sender_unusable",
        "email_sender",
        `Emails can't come from ${emailSender}. Use an address of your own domain that is verified with Resend.`,
      ),
    );
  if (!postalAddress?.trim())
    checks.push(
      blocking(
        "no_postal_address",
        "postal_address",
        "Enter your business's postal address in the settings: the law asks for it in every marketing email.",
      ),
    );
  return checks;
}

/** Letters after which lists of mail cut a subject off. */
export const LONG_SUBJECT = 60;

export function checkEmailWords(place: Place, input: LaunchInput): LaunchCheck[] {
  const { subject, preview_text: previewText, body } = place.words;
  const problems = checkEmail({ subject: subject ?? "", previewText, body });
  const checks = [
    ...problems.flatMap((problem) => problemCheck(place, problem)),
    ...(["subject", "preview_text", "body"] as const).flatMap((part) => checkVariables(place, part, input)),
  ];
  if ((subject ?? "").length > LONG_SUBJECT)
    checks.push(
      warning(
        "long_subject",
        place.field("subject"),
        `${place.name("subject")} has more than ${LONG_SUBJECT} characters; most phones cut it off.`,
      ),
    );
  return checks;
}

function problemCheck(place: Place, { where, problem, detail }: EmailProblem): LaunchCheck[] {
  const [field, what] = [place.field(where), place.name(where)];
  switch (problem) {
    case "empty":
      return where === "subject"
        ? [blocking("no_subject", field, `${what} is empty. Write one.`)]
        : [blocking("no_message", field, `${what} is empty. Write what it says.`)];
    case "too_long":
      return [blocking("too_long", field, `${what} has more than ${detail} characters. Shorten it.`)];
    case "line_break":
      return [blocking("line_break", field, `${what} has to stand on one line.`)];
    case "bad_link":
      return [blocking("bad_link", field, `${what} has a link that leads nowhere: ${detail}. Correct it.`)];
    case "too_many_links":
      return [blocking("too_many_links", field, `${what} has more than ${detail} links. Remove some.`)];
    // Told for all channels alike.
    case "unknown_variable":
    case "stray_brace":
      return [];
  }
}
