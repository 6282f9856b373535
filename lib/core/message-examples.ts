import type { CampaignType } from "./words";

/** Emails and text messages to begin from, for each type of campaign, the plainest first. Those that need a value of the campaign or
 *  of the customer bring words for when there is none. */

export interface EmailExample {
  title: string;
  subject: string;
  preview_text: string;
  body: string;
}
export interface SmsExample {
  title: string;
  body: string;
}

const HELLO = "Hi {customer_name},";
const BYE = "See you soon,\n{agent_name}, {business_name}";
const STOP = "Reply STOP to opt out.";

export const EMAIL_EXAMPLES: Record<CampaignType, [EmailExample, ...EmailExample[]]> = {
  winback: [
    {
      title: "We would love to see you again",
      subject: "It has been a while, {customer_name}",
      preview_text: "There is a time for you this week, if you like.",
      body: `${HELLO}\n\nit has been a while since your last visit, and we would love to see you again.\n\nIf you have two minutes, answer this email with a day that suits you, and we will find you a time.\n\n${BYE}`,
    },
    {
      title: "Time for the next visit, with a link",
      subject: "Time for {service_type|your next visit}?",
      preview_text: "You were last here in {last_visit|the past year}.",
      body: `${HELLO}\n\nyou were last here in {last_visit|the past year} for {service_type|a visit}, so it may be about time again.\n\n{booking_link}\n\n${BYE}`,
    },
  ],
  followup: [
    {
      title: "You asked us about something",
      subject: "Still thinking about {service_type|it}?",
      preview_text: "We are happy to answer what is still open.",
      body: `${HELLO}\n\nyou asked us about {service_type|our services} a while ago. Do you still have questions?\n\nAnswer this email, and we will get back to you the same day.\n\n${BYE}`,
    },
  ],
  promotional: [
    {
      title: "A treat for regular customers",
      subject: "{promotion|Something special} for you",
      preview_text: "Only for customers who know us.",
      body: `${HELLO}\n\nfor our regular customers we have {promotion|something special this season}.\n\nAnswer this email, and we will hold a time for you.\n\n${BYE}`,
    },
    {
      title: "An offer with a code and a link",
      subject: "{promotion} with your code",
      preview_text: "Your code is {offer_code}.",
      body: `${HELLO}\n\nthis month you get **{promotion}**. Name the code **{offer_code}** when you book.\n\n{booking_link}\n\n${BYE}`,
    },
  ],
  feedback: [
    {
      title: "How was your last visit?",
      subject: "How was your last visit, {customer_name}?",
      preview_text: "Two sentences help us a lot.",
      body: `${HELLO}\n\nhow was your last visit with us? Answer this email in a sentence or two; every word reaches the team.\n\nThank you,\n{agent_name}, {business_name}`,
    },
  ],
};

/** For every type: what calls with offers need, asked by email. */
export const CONSENT_EMAIL: EmailExample = {
  title: "Ask for their agreement to calls",
  subject: "May we call you, {customer_name}?",
  preview_text: "It takes a minute, and you can take it back at any time.",
  body: `${HELLO}\n\nwe would like to call you now and then about offers and free times. The calls are made by our AI assistant, so we ask you first.\n\n{consent_link}\n\nIf you would rather not be called, do nothing: nothing changes for you.\n\n${BYE}`,
};

export const SMS_EXAMPLES: Record<CampaignType, [SmsExample, ...SmsExample[]]> = {
  winback: [
    {
      title: "We would love to see you again",
      body: `{business_name}: Hi {customer_name}, it has been a while! Shall we find you a time this week? Just answer. ${STOP}`,
    },
    {
      title: "Time for the next visit, with a link",
      body: `{business_name}: Hi {customer_name}, time for {service_type|your next visit}? Book here: {booking_link} ${STOP}`,
    },
  ],
  followup: [
    {
      title: "You asked us about something",
      body: `{business_name}: Hi {customer_name}, you asked about {service_type|our services}. Any questions left? Just answer. ${STOP}`,
    },
  ],
  promotional: [
    {
      title: "A treat for regular customers",
      body: `{business_name}: Hi {customer_name}, for regulars: {promotion|something special this season}. Answer YES and we hold a time. ${STOP}`,
    },
  ],
  feedback: [
    {
      title: "How was your last visit?",
      body: `{business_name}: Hi {customer_name}, how was your last visit? Just answer; every word reaches the team. ${STOP}`,
    },
  ],
};

const EXAMPLE_BODIES = new Set(
  [...Object.values(EMAIL_EXAMPLES), ...Object.values(SMS_EXAMPLES), CONSENT_EMAIL].flat().map(({ body }) => body),
);

/** Whether the words of a message are one of the examples as they come. */
export const isMessageExample = (body: string): boolean => EXAMPLE_BODIES.has(body.trim());
