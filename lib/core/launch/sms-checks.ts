import { SMS_WARNINGS, type SmsWarningCode, smsWarnings } from "../sms-content";
import { smsSegments } from "../sms-segments";
import { blocking, type LaunchCheck, type LaunchInput, type Place, uses, warning } from "./check";
import { checkVariables } from "./content-checks";

/** What text messages need beside their words. */
export function checkSmsSetup(input: LaunchInput): LaunchCheck[] {
  if (!uses(input, "sms")) return [];
  const checks: LaunchCheck[] = [];
  if (!input.configured.sms)
    checks.push(
      blocking(
        "sms_not_configured",
        "outreach_method",
        "Text messages are not set up on this server: TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN and LINK_SECRET are needed.",
      ),
    );
  if (!input.settings.smsSender)
    checks.push(
      blocking("no_sms_sender", "sms_sender", "Enter the number that text messages come from in the settings."),
    );
  return checks;
}

/** How to opt out is added to the first text by itself; the name stands where the owner puts it. */
const KEEPS_BACK = new Set<SmsWarningCode>(["too_long", "no_business_name"]);

export function checkSms(place: Place, input: LaunchInput): LaunchCheck[] {
  const { body } = place.words;
  const [field, what] = [place.field("body"), place.name("body")];
  if (body.trim() === "") return [blocking("no_message", field, `${what} is empty. Write what it says.`)];
  const said = (code: keyof typeof SMS_WARNINGS, detail: string | null): string => {
    const rest = SMS_WARNINGS[code].replace(/^It /, "");
    if (code === "many_segments")
      return `${what} is sent as ${smsSegments(body).segments} texts, and each is paid for.`;
    if (code === "link_shortener") return `${what} has a link of ${detail}. ${SMS_WARNINGS.link_shortener}`;
    return `${what} ${rest}`;
  };
  return [
    ...checkVariables(place, "body", input),
    ...smsWarnings(body, { businessName: input.settings.businessName }).map(({ code, detail }) =>
      (KEEPS_BACK.has(code) ? blocking : warning)(code, field, said(code, detail)),
    ),
  ];
}
