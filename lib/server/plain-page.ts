import { createHash } from "node:crypto";

/** The colours of app/globals.css; a page of so few words asks for no other file. */
const STYLE = `:root{color-scheme:light dark}body{margin:0;min-height:100dvh;display:grid;place-items:center;padding:1.5rem;box-sizing:border-box;\
font:0.9375rem/1.5 ui-sans-serif,system-ui,sans-serif;background:light-dark(oklch(0.985 0.002 265),oklch(0.175 0.01 265));\
color:light-dark(oklch(0.21 0.014 265),oklch(0.95 0.004 265))}main{max-width:26rem;text-align:center}h1{margin:0;font-size:1.125rem;text-wrap:balance}\
p{margin:0.5rem 0 0;text-wrap:pretty;color:light-dark(oklch(0.46 0.015 265),oklch(0.74 0.012 265))}`;
const POLICY = `default-src 'none'; style-src 'sha256-${createHash("sha256").update(STYLE).digest("base64")}'; base-uri 'none'; frame-ancestors 'none'`;

/** What people read who come by a link of a message, where there is nothing else to show. */
const PAGES = {
  nowhere: {
    status: 404,
    title: "This link leads nowhere",
    text: "It may have been cut off on its way, or what it led to is not kept any more. Open the message again and press the link there, or ask whoever wrote to you.",
  },
  opt_out_unknown: {
    status: 404,
    title: "This link does not work",
    text: "It may have been cut off on its way. Open the message again and press the link there. Answering the message with the word STOP works too.",
  },
  opt_out_unclear: {
    status: 400,
    title: "Nothing was changed yet",
    text: "Go back, choose what should stop, and press the button.",
  },
  consent_unclear: {
    status: 400,
    title: "Nothing was stored",
    text: "Go back, tick the box if you agree, and press the button.",
  },
  too_often: {
    status: 429,
    title: "That was too often",
    text: "Wait a minute and try again. Answering the message with the word STOP works too.",
  },
  unavailable: {
    status: 503,
    title: "This does not work just now",
    text: "The fault is ours. Try again in a few minutes; the link stays good.",
  },
} as const;

/** An answer in words that needs no script, no file and no cookie. */
export function plainPage(kind: keyof typeof PAGES): Response {
  const { status, title, text } = PAGES[kind];
  const html = `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">\
<meta name="robots" content="noindex"><title>${title}</title><style>${STYLE}</style></head><body><main><h1>${title}</h1><p>${text}</p></main></body></html>`;
  const headers = {
    "content-type": "text/html; charset=utf-8",
    "content-security-policy": POLICY,
    "cache-control": "no-store",
    "x-robots-tag": "noindex",
    ...(status === 429 || status === 503 ? { "retry-after": "60" } : {}),
  };
  return new Response(html, { status, headers });
}
