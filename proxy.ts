import { type NextRequest, NextResponse } from "next/server";
import { returnPath } from "@/lib/core/return-path";
import { contentPolicy } from "@/lib/server/content-policy";
import { serverEnv } from "@/lib/server/env";
import { clientOf, isUnreachable } from "@/lib/server/session";

const OPEN_PAGES = new Set(["/sign-in", "/sign-up"]);
/** The pages of links for people who have no account here, to opt out or to agree: they ask for no session and set no cookie. */
const OPEN_LINK = /^\/(u|c)\/([^/]+)$/;
const POSTED_TO: Record<string, string> = { u: "unsubscribe", c: "agree" };

/** Before every page: renews the session, sends strangers to sign in, and sets the page's security policy.
 *  This is convenience, not protection: every page and route asks for the session itself. */
export async function proxy(request: NextRequest): Promise<NextResponse> {
  const link = OPEN_LINK.exec(request.nextUrl.pathname);
  // What mail programs and the page's own form post there is no page's business.
  if (link && request.method === "POST")
    return NextResponse.rewrite(new URL(`/api/${POSTED_TO[link[1] ?? ""]}/${link[2]}`, request.url), { request });
  const env = serverEnv();
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString("base64");
  const policy = contentPolicy({
    nonce,
    appUrl: env.appUrl,
    mediaOrigin: env.vapi?.baseUrl && new URL(env.vapi.baseUrl).origin,
    development: process.env.NODE_ENV === "development",
  });
  // Next.js reads the nonce for its own scripts from the policy of the request.
  request.headers.set("content-security-policy", policy);
  request.headers.set("x-nonce", nonce);

  const response = link ? pageOf(request) : await pageOfMember(request);
  response.headers.set("content-security-policy", policy);
  if (env.appUrl.startsWith("https:"))
    response.headers.set("strict-transport-security", "max-age=63072000; includeSubDomains");
  return response;
}

async function pageOfMember(request: NextRequest): Promise<NextResponse> {
  const { signedIn, ended, finish } = await renewSession(request);
  return finish(signedIn || OPEN_PAGES.has(request.nextUrl.pathname) ? null : signInUrl(request, ended));
}

/** Renewed cookies go to the page that renders now and to the browser. */
async function renewSession(request: NextRequest) {
  const writes: { name: string; value: string; options: object }[] = [];
  const cacheHeaders = new Headers();
  const hadSession = request.cookies.getAll().some(({ name }) => name.startsWith("rekindle"));
  const client = clientOf({
    getAll: () => request.cookies.getAll(),
    setAll: (written, headers) => {
      for (const { name, value } of written) request.cookies.set(name, value);
      for (const [name, value] of Object.entries(headers)) cacheHeaders.set(name, value);
      writes.push(...written);
    },
  });
  const { data, error } = await client.auth.getSession();
  // An auth server that doesn't answer ends nobody's session: the page says what is wrong.
  const unsure = isUnreachable(error);
  const finish = (redirectTo: URL | null): NextResponse => {
    const response = redirectTo ? NextResponse.redirect(redirectTo) : pageOf(request);
    for (const { name, value, options } of writes) response.cookies.set(name, value, options);
    for (const [name, value] of cacheHeaders) response.headers.set(name, value);
    return response;
  };
  return { signedIn: data.session !== null || unsure, ended: hadSession, finish };
}

/** An escape that stands for no character would end in Next.js's own plain error. */
function pageOf(request: NextRequest): NextResponse {
  try {
    decodeURIComponent(request.nextUrl.pathname);
    return NextResponse.next({ request });
  } catch {
    return NextResponse.rewrite(new URL("/nowhere", request.url), { request });
  }
}

function signInUrl(request: NextRequest, ended: boolean): URL {
  const url = new URL("/sign-in", request.url);
  const { pathname, search } = request.nextUrl;
  if (pathname !== "/" && pathname + search !== "/campaigns")
    url.searchParams.set("next", returnPath(pathname + search));
  if (ended) url.searchParams.set("ended", "1");
  return url;
}

export const config = {
  // The API answers 401 by itself and must get its bodies unbuffered; files and tracked links need neither session nor nonce.
  matcher: ["/((?!api/|l/|_next/static|_next/image|icon.svg|favicon.ico).*)"],
};
