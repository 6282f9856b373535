import type { Variable } from "@/lib/core/content";

/** Variables as a person calls them, in the order in which they are wanted, and what each becomes. */
export const VARIABLE_TEXT: Record<Variable, { label: string; becomes: string }> = {
  customer_name: { label: "Customer’s first name", becomes: "The first name, or “there” where none is known" },
  agent_name: { label: "Agent’s name", becomes: "The name of the campaign’s agent" },
  business_name: { label: "Business name", becomes: "Your business, as in your settings" },
  last_visit: { label: "Last visit", becomes: "When the customer was last in touch, such as “May 2026”" },
  service_type: { label: "Service", becomes: "What you write below, or what the customer came for the last time" },
  promotion: { label: "Promotion", becomes: "What you write below" },
  offer_code: { label: "Offer code", becomes: "What you write below" },
  booking_link: { label: "Booking link", becomes: "What you write below, or the link in your settings" },
  consent_link: {
    label: "Link to agree to calls",
    becomes: "In emails: a page on which the customer agrees in writing to your calls",
  },
  callback_number: { label: "Number to call back", becomes: "The number in your settings" },
};
