import { usedVariables } from "../content";
import { parseEmail } from "../email-content";
import { linkTargets } from "../text-links";
import { blocking, type LaunchCheck, type LaunchInput, type LaunchStep, warning } from "./check";

const ONE: Record<string, { what: string; code: string; field: string; none: string }> = {
  call: { what: "calls", code: "no_script", field: "call_script", none: "Write what the assistant should say." },
  email: { what: "an email", code: "no_message", field: "message_template", none: "Write the email." },
  sms: { what: "a text message", code: "no_message", field: "message_template", none: "Write the text message." },
};

/** Whether the touches are those of the method. */
export function checkMethod({ method, steps }: LaunchInput): LaunchCheck[] {
  if (method === "multi")
    return steps.length === 0 ? [blocking("no_steps", "steps", "Add the first touch of the sequence.")] : [];
  const one = ONE[method] ?? ONE.call;
  if (!one) return [];
  if (steps.length === 0) return [blocking(one.code, one.field, one.none)];
  if (steps.length > 1 || steps[0]?.channel !== method)
    return [
      blocking(
        "method_steps",
        "outreach_method",
        `The method is ${one.what} alone, and something else is written too. Choose several ways as the method, or remove the rest.`,
      ),
    ];
  return [];
}

/** Minutes. Sooner nobody has had the time to answer a message. */
const SOON = 60;

/** Whether the waits and conditions of a sequence can come true. */
export function checkSequence({ steps }: LaunchInput): LaunchCheck[] {
  return steps.flatMap((step, at): LaunchCheck[] => {
    const touch = `Touch ${at + 1}`;
    const field = (part: string) => `steps.${at}.${part}`;
    if (at === 0)
      return step.condition !== "always" || step.wait_minutes > 0
        ? [
            blocking(
              "first_touch_waits",
              field("condition"),
              "The first touch is for everybody, at the start. Take away its wait and its condition.",
            ),
          ]
        : [];
    const before = steps.slice(0, at);
    const minutes = Number(step.wait_minutes);
    if (step.condition === "clicked") {
      if (!before.some(hasLink))
        return [
          blocking(
            "nothing_to_click",
            field("condition"),
            `${touch} is for those who clicked a link, and no message before it has one. Add a link, or choose another condition.`,
          ),
        ];
      if (minutes === 0)
        return [
          warning("no_time_to_click", field("wait_minutes"), `${touch} waits no time for a click. Give it some.`),
        ];
      return [];
    }
    if (minutes === 0 || (minutes < SOON && step.condition !== "always" && before.at(-1)?.channel !== "call"))
      return [
        warning(
          "follows_at_once",
          field("wait_minutes"),
          `${touch} follows before anybody can answer the one before it. Wait some hours, better a day.`,
        ),
      ];
    return [];
  });
}

/** Whether somebody who gets it has something to click. */
function hasLink({ channel, variants, ...own }: LaunchStep): boolean {
  const texts = [own.body, ...variants.map(({ body }) => body)];
  if (channel === "call") return false;
  return texts.some((body) =>
    channel === "email"
      ? parseEmail({ subject: "", previewText: null, body }).links.length > 0
      : linkTargets(body).length > 0 || usedVariables(body).includes("booking_link"),
  );
}

/** People in each group, below which nothing can be learnt from a comparison. */
const FEWEST = 50;

/** Whether variants and a holdout can tell anything. */
export function checkComparisons({ steps, holdoutPercent, missing }: LaunchInput): LaunchCheck[] {
  const people = missing ? Math.max(missing.phone.people, missing.email.people) : null;
  const checks: LaunchCheck[] = [];
  for (const [at, step] of steps.entries()) {
    for (const [nth, variant] of step.variants.entries())
      if ([step, ...step.variants.slice(0, nth)].some((other) => isSame(step.channel, other, variant)))
        checks.push(
          warning(
            "same_variant",
            `steps.${at}.variants.${nth}.body`,
            `Variant ${variant.name} of touch ${at + 1} says the same as another one. Change it or remove it.`,
          ),
        );
    const groups = step.variants.length + 1;
    if (groups > 1 && people !== null && people / groups < FEWEST)
      checks.push(
        warning(
          "too_few_to_compare",
          `steps.${at}.variants`,
          `About ${Math.floor(people / groups)} people get each variant of touch ${at + 1}. Below ${FEWEST} chance decides which one looks better.`,
        ),
      );
  }
  const held = people === null ? null : Math.floor((people * holdoutPercent) / 100);
  if (holdoutPercent > 0 && held !== null && held < FEWEST)
    checks.push(
      warning(
        "small_holdout",
        "holdout_percent",
        `About ${held} people are contacted by nobody, to compare with. Below ${FEWEST} chance decides; leave nobody out, or more people.`,
      ),
    );
  return checks;
}

function isSame(channel: string, a: LaunchStep | LaunchStep["variants"][number], b: LaunchStep["variants"][number]) {
  const saidBy = ({ subject, preview_text, body, voicemail }: typeof b | LaunchStep) =>
    channel === "call" ? [body, voicemail ?? ""] : channel === "email" ? [subject, preview_text ?? "", body] : [body];
  return JSON.stringify(saidBy(a)) === JSON.stringify(saidBy(b));
}
