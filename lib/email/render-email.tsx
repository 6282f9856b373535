import { render } from "@react-email/components";
import { plainWords, type RenderedBlock } from "@/lib/core/email-words";
import { type EmailLayout, EmailPage } from "./layout";
import { fillTemplate, markWords, shapeOf, type Template, templateOf } from "./template";

export interface EmailToRender {
  subject: string;
  /** Shown beside the subject in lists of mail; may be empty. */
  previewText: string;
  blocks: readonly RenderedBlock[];
  businessName: string;
  /** One line, or several. */
  postalAddress: string;
  /** Why the customer gets this; without one, that they were a customer. */
  reason?: string;
  /** Of this customer; null where there is nothing to unsubscribe from (a test to oneself). */
  unsubscribeUrl: string | null;
}

export interface RenderedEmail {
  html: string;
  text: string;
}

function layoutOf(email: EmailToRender): EmailLayout {
  const { subject, previewText, blocks, businessName, unsubscribeUrl } = email;
  const postalAddress = email.postalAddress.split(/[\r\n]+/).flatMap((line) => line.trim() || []);
  const reason = email.reason ?? `You get this email because you have been a customer of ${businessName}.`;
  return { subject, previewText, blocks, businessName, postalAddress, reason, unsubscribeUrl };
}

function textOf({ blocks, businessName, postalAddress, reason, unsubscribeUrl }: EmailLayout): string {
  const foot = ["---", businessName, ...postalAddress, reason];
  if (unsubscribeUrl !== null) foot.push(`Unsubscribe: ${unsubscribeUrl}`);
  return `${plainWords(blocks)}\n\n${foot.join("\n")}\n`;
}

// A campaign has a handful of shapes: with or without a name, a link or an address line.
const MOST_TEMPLATES = 200;
const templates = new Map<string, Promise<Template>>();

async function makeTemplate(layout: EmailLayout): Promise<Template> {
  return templateOf(await render(<EmailPage {...markWords(layout)} />));
}

/** The page of an email's shape, made once; the least used is forgotten. */
function templateFor(layout: EmailLayout): Promise<Template> {
  const shape = shapeOf(layout);
  const known = templates.get(shape) ?? makeTemplate(layout);
  templates.delete(shape);
  templates.set(shape, known);
  known.catch(() => templates.delete(shape));
  const [oldest] = templates.keys();
  if (templates.size > MOST_TEMPLATES && oldest !== undefined) templates.delete(oldest);
  return known;
}

/** One email as HTML and as text. The same input gives the same bytes, on which idempotency keys depend. React draws a page
 *  once for each shape of email; for each customer only words and addresses are put in, escaped. */
export async function renderEmail(email: EmailToRender): Promise<RenderedEmail> {
  const layout = layoutOf(email);
  return { html: fillTemplate(await templateFor(layout), layout), text: textOf(layout) };
}

/** The same, drawn by React from the words themselves: what `renderEmail` has to equal. */
export async function renderEmailSlowly(email: EmailToRender): Promise<RenderedEmail> {
  const layout = layoutOf(email);
  return { html: await render(<EmailPage {...layout} />), text: textOf(layout) };
}
