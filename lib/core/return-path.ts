const HOME = "/campaigns";
const BASE = "https://own.invalid";

/** Where to go after signing in: a path of our own pages, or the list of campaigns.
 *  Anything a browser could read as another site (`//host`, `/\host`, a scheme, control characters) is dropped. */
export function returnPath(wanted: unknown): string {
  if (typeof wanted !== "string" || !/^\/(?![/\\])[\x21-\x7e]*$/.test(wanted) || wanted.includes("\\")) return HOME;
  if (!URL.canParse(wanted, BASE)) return HOME;
  const url = new URL(wanted, BASE);
  if (url.origin !== BASE || /^\/(sign-in|sign-up|api|_next)(\/|$)/.test(url.pathname) || url.pathname === "/")
    return HOME;
  // What the parser made of it is checked again: "/.//host" resolves to "//host".
  return url.pathname.startsWith("//") ? HOME : url.pathname + url.search + url.hash;
}
