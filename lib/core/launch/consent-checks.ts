import { nobodyText, PASSED_OVER } from "../consent-gap";
import { usedVariables } from "../content";
import { blocking, type LaunchCheck, type LaunchInput, uses, warning } from "./check";

/** What a campaign's purpose asks of its calls and of its words. */
export function checkConsent(input: LaunchInput): LaunchCheck[] {
  const { purpose, gap } = input;
  const checks = purpose === "informational" ? checkService(input) : [];
  if (gap && gap.callable === 0 && uses(input, "call")) {
    const text = nobodyText(gap, purpose);
    const callsOnly = input.steps.every(({ channel }) => channel === "call");
    checks.push(
      callsOnly
        ? blocking("nobody_agreed", "target_criteria", text)
        : warning("nobody_agreed", "target_criteria", `${text} ${PASSED_OVER}`),
    );
  }
  return checks;
}

/** A service message with an offer is marketing, whatever it is called. */
function checkService({ steps, campaignType }: LaunchInput): LaunchCheck[] {
  const texts = steps.flatMap(({ variants, ...own }) =>
    [own, ...variants].flatMap(({ subject, preview_text, body, voicemail }) => [
      subject,
      preview_text,
      body,
      voicemail,
    ]),
  );
  const offers = texts.some((text) =>
    usedVariables(text ?? "").some((variable) => variable === "promotion" || variable === "offer_code"),
  );
  if (offers || campaignType === "promotional")
    return [
      blocking(
        "service_with_offer",
        "purpose",
        "A service message holds no offer, and this has one. Take it out, or say that the campaign is for offers.",
      ),
    ];
  if (campaignType !== "winback") return [];
  return [
    warning(
      "service_to_win_back",
      "purpose",
      "To win somebody back is marketing in most cases. A service message is about a visit, an order or a question of theirs alone: look at the words once more.",
    ),
  ];
}
