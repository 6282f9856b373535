import type { CAMPAIGN_TYPES } from "@/lib/core/words";

/** Scripts to begin from. Each says in its first sentence that an AI assistant calls, and for whom. */
export const EXAMPLE_SCRIPT: Record<(typeof CAMPAIGN_TYPES)[number], string> = {
  winback:
    "Hi {customer_name}, this is {agent_name}, the AI assistant of {business_name}. It has been a while since your last visit, " +
    "and we would love to see you again. Shall I find you a time this week?",
  followup:
    "Hi {customer_name}, this is {agent_name}, the AI assistant of {business_name}. You asked us about our services a while ago. " +
    "Do you still have questions, or shall I book you in?",
  promotional:
    "Hi {customer_name}, this is {agent_name}, the AI assistant of {business_name}. For our regular customers we have something " +
    "special this season. May I tell you about it?",
  feedback:
    "Hi {customer_name}, this is {agent_name}, the AI assistant of {business_name}. How was your last visit with us? " +
    "I will pass on every word to the team.",
};

export const EXAMPLE_VOICEMAIL =
  "Hi {customer_name}, this is the AI assistant of {business_name}. We would love to see you again. Call us back any time.";
