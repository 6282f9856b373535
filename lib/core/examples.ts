import type { CAMPAIGN_TYPES } from "./words";

type CampaignType = (typeof CAMPAIGN_TYPES)[number];

/** A script to begin from, with what to leave on an answering machine. */
export interface Example {
  title: string;
  call_script: string;
  voicemail_message: string;
}

const NO_MORE = "For no more calls, tell us there.";
const HELLO = "Hi {customer_name}, this is {agent_name}, the AI assistant of {business_name}.";

/** Good ones for each type, the plainest first. Each says in its first sentence that an AI assistant calls, and for whom; each ends
 *  with one question. Those that need a value of the campaign or of the customer bring words for when there is none. */
export const EXAMPLES: Record<CampaignType, [Example, ...Example[]]> = {
  winback: [
    {
      title: "We would love to see you again",
      call_script: `${HELLO} It has been a while since your last visit, and we would love to see you again. Shall I find you a time this week?`,
      voicemail_message: `${HELLO} It has been a while, and we would love to see you again. Call us back at {callback_number}, and we will find you a time. ${NO_MORE}`,
    },
    {
      title: "Time for the next visit",
      call_script: `${HELLO} You were last here in {last_visit|the past year} for {service_type|a visit}, so it may be about time again. Would you like me to book you in?`,
      voicemail_message: `${HELLO} It may be about time for {service_type|your next visit}. Call us back at {callback_number}, and we will book you in. ${NO_MORE}`,
    },
    {
      title: "Is there something we can do better?",
      call_script: `${HELLO} We have not seen you for a while, and the team wondered whether everything was right the last time. Is there anything we can do better for you?`,
      voicemail_message: `${HELLO} We have not seen you for a while and would like to know whether everything was right. Call us back at {callback_number}; we listen. ${NO_MORE}`,
    },
  ],
  followup: [
    {
      title: "You asked us about something",
      call_script: `${HELLO} You asked us about {service_type|our services} a while ago. Do you still have questions, or shall I book you in?`,
      voicemail_message: `${HELLO} You asked us about {service_type|our services}. If you still have questions, call us back at {callback_number}. ${NO_MORE}`,
    },
    {
      title: "Your visit was not booked",
      call_script: `${HELLO} We spoke about {service_type|a visit}, and I see that no time was booked. Is there a day this week or next that would suit you?`,
      voicemail_message: `${HELLO} We spoke about {service_type|a visit}, and no time was booked yet. Call us back at {callback_number}, and we will find one. ${NO_MORE}`,
    },
  ],
  promotional: [
    {
      title: "A treat for regular customers",
      call_script: `${HELLO} For our regular customers we have {promotion|something special this season}. May I tell you how it works?`,
      voicemail_message: `${HELLO} For our regular customers we have {promotion|something special this season}. Call us back at {callback_number} to hear more. ${NO_MORE}`,
    },
    {
      title: "An offer with a code",
      call_script: `${HELLO} This month you get {promotion} with the code {offer_code}. Would you like me to book you in and add the code?`,
      voicemail_message: `${HELLO} This month you get {promotion} with the code {offer_code}. Call us back at {callback_number}. ${NO_MORE}`,
    },
    {
      title: "Openings before the holidays",
      call_script: `${HELLO} The weeks before the holidays fill up quickly, and we keep times for customers we know. Shall I hold one for you?`,
      voicemail_message: `${HELLO} The weeks before the holidays fill up quickly. Call us back at {callback_number}, and we will hold a time for you. ${NO_MORE}`,
    },
  ],
  feedback: [
    {
      title: "How was your last visit?",
      call_script: `${HELLO} How was your last visit with us? I will pass on every word to the team.`,
      voicemail_message: `${HELLO} We would like to know how your last visit was. Call us back at {callback_number}; every word reaches the team. ${NO_MORE}`,
    },
    {
      title: "Three short questions",
      call_script: `${HELLO} May I ask you three short questions about {service_type|your last visit}? It takes one minute, and your answers go straight to the owner.`,
      voicemail_message: `${HELLO} We would like to ask you three short questions about {service_type|your last visit}. Call us back at {callback_number} when you have a minute. ${NO_MORE}`,
    },
  ],
};

/** Whether a text is one of the examples as they come, so that another may take its place without a question. */
export const isExample = (text: string): boolean =>
  Object.values(EXAMPLES).some((list) =>
    list.some(({ call_script, voicemail_message }) => [call_script, voicemail_message].includes(text.trim())),
  );
