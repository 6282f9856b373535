import { EXAMPLES, isExample } from "./examples";
import { EMAIL_EXAMPLES, isMessageExample, SMS_EXAMPLES } from "./message-examples";
import type { Step } from "./steps";
import type { CampaignType, Channel, Condition, OutreachMethod } from "./words";

const HOUR = 60;
const DAY = 24 * HOUR;

/** A touch with the plainest example of the type. @param nth of the type's examples, where there are so many */
export function exampleStep(type: CampaignType, channel: Channel, nth = 0): Step {
  const blank = { wait_minutes: 0, condition: "always", weight: 50, variants: [] } as const;
  const nothing = { subject: null, preview_text: null, voicemail: null };
  const rest = { ...blank, ...nothing, variants: [], channel };
  if (channel === "call") {
    const { call_script: body, voicemail_message: voicemail } = EXAMPLES[type][nth] ?? EXAMPLES[type][0];
    return { ...rest, body, voicemail };
  }
  if (channel === "sms") return { ...rest, body: (SMS_EXAMPLES[type][nth] ?? SMS_EXAMPLES[type][0]).body };
  const { subject, preview_text, body } = EMAIL_EXAMPLES[type][nth] ?? EMAIL_EXAMPLES[type][0];
  return { ...rest, subject, preview_text, body };
}

/** A sequence to begin from. */
export interface SequenceExample {
  title: string;
  /** What happens, in one sentence. */
  text: string;
  steps: Step[];
}

/** Ready-made ones, with the words of the campaign's type. */
export function sequenceExamples(type: CampaignType): SequenceExample[] {
  const touch = (channel: Channel, wait_minutes = 0, condition: Condition = "always"): Step => ({
    ...exampleStep(type, channel),
    ...{ wait_minutes, condition },
  });
  const email = withLink(exampleStep(type, "email", 1));
  return [
    {
      title: "Call, then text those who did not answer, then email",
      text: "Four hours after the calls a text, two days later an email, each only to those who were not reached.",
      steps: [touch("call"), touch("sms", 4 * HOUR, "not_reached"), touch("email", 2 * DAY, "not_reached")],
    },
    {
      title: "Email now, call within 48 hours those who clicked",
      text: "Your agent calls only customers who followed the link in the email, as soon as they do.",
      steps: [email, touch("call", 2 * DAY, "clicked")],
    },
    {
      title: "A text, and a monthly reminder after three days",
      text: "A text message, a reminder three days later, and one more a month on, until somebody responds.",
      steps: [touch("sms"), touch("sms", 3 * DAY, "no_response"), touch("email", 30 * DAY, "no_response")],
    },
  ];
}

/** Somebody has to have something to click; it stands before the last paragraph, which is the sender's name. */
function withLink(step: Step): Step {
  const paragraphs = step.body.split("\n\n");
  if (!step.body.includes("{booking_link}")) paragraphs.splice(-1, 0, "{booking_link}");
  return { ...step, body: paragraphs.join("\n\n") };
}

/** Whether a touch says nobody's own words yet. */
export const isExampleStep = ({ body, variants }: Pick<Step, "body" | "variants">): boolean =>
  variants.length === 0 && (body.trim() === "" || isExample(body) || isMessageExample(body));

/** The touches that go with a method: of one way alone its own touch, or an example; of several ways what is there already. */
export function stepsForMethod(method: OutreachMethod, steps: Step[], type: CampaignType): Step[] {
  if (method === "multi") return steps;
  const own = steps.find(({ channel }) => channel === method);
  return [own ? { ...own, wait_minutes: 0, condition: "always" } : exampleStep(type, method)];
}

/** The same touches with the examples of another type; what was written by hand stays. */
export const stepsForType = (steps: Step[], type: CampaignType): Step[] =>
  steps.map((step) => {
    const { wait_minutes, condition } = step;
    return isExampleStep(step) ? { ...exampleStep(type, step.channel), wait_minutes, condition } : step;
  });
