/** SHA-256 of the one style sheet that sonner puts into the page; a test compares it with the installed package. */
export const TOAST_STYLES_SHA256 = "sha256-StEaX+se6YS7pqjzrzMIA0KaX9zF/8zAhvQXZAe5epY=";

export interface ContentPolicy {
  nonce: string;
  appUrl: string;
  /** Recordings lie at the voice provider, over https; a simulated one on loopback is named here. */
  mediaOrigin?: string | undefined;
  development: boolean;
}

/** The Content-Security-Policy of our pages: only our own scripts run, and those they load; no inline style or handler.
 *  Source: https://web.dev/articles/strict-csp */
export function contentPolicy({ nonce, appUrl, mediaOrigin, development }: ContentPolicy): string {
  const secure = new URL(appUrl).protocol === "https:";
  const styles = development ? "'self' 'unsafe-inline'" : `'self' 'nonce-${nonce}' '${TOAST_STYLES_SHA256}'`;
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ""}`,
    `style-src ${styles}`,
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
