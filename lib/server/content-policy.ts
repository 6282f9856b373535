/** SHA-256 of the one style sheet that sonner puts into the page; a test compares it with the installed package. */
export const TOAST_STYLES_SHA256 = "sha256-StEaX+se6YS7pqjzrzMIA0KaX9zF/8zAhvQXZAe5epY=";
/** Of nothing: the sheet is put in empty before it is filled. */
const EMPTY_SHA256 = "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";
/** Of the style attributes that Radix's tabs are rendered with: "outline:none" and "animation-duration:0s". */
const TAB_ATTRIBUTES_SHA256 = [
  "sha256-MtxTLcyxVEJFNLEIqbVTaqR4WWr0+lYSZ78AzGmNsuA=",
  "sha256-PhrR5O1xWiklTp5YfH8xWeig83Y/rhbrdb5whLn1pSg=",
];

export interface ContentPolicy {
  nonce: string;
  appUrl: string;
  /** Recordings lie at the voice provider, over https; a simulated one on loopback is named here. */
  mediaOrigin?: string | undefined;
  development: boolean;
}

/** The Content-Security-Policy of our pages: only our own scripts run, and those they load; styles are our own files, or
 *  named here by their hash. Source: https://web.dev/articles/strict-csp */
export function contentPolicy({ nonce, appUrl, mediaOrigin, development }: ContentPolicy): string {
  const secure = new URL(appUrl).protocol === "https:";
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ""}`,
    ...styleRules(nonce, development),
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src 'self'${development ? " ws:" : ""}`,
    `media-src 'self' https:${mediaOrigin ? ` ${mediaOrigin}` : ""}`,
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    ...(secure ? ["upgrade-insecure-requests"] : []),
  ].join("; ");
}

function styleRules(nonce: string, development: boolean): string[] {
  if (development) return ["style-src 'self' 'unsafe-inline'"];
  const quoted = (hashes: string[]) => hashes.map((hash) => `'${hash}'`).join(" ");
  return [
    `style-src 'self' 'nonce-${nonce}' ${quoted([TOAST_STYLES_SHA256, EMPTY_SHA256])}`,
    `style-src-attr 'unsafe-hashes' ${quoted(TAB_ATTRIBUTES_SHA256)}`,
  ];
}
