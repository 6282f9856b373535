import { type CookieMethodsServer, type CookieOptionsWithName, createServerClient } from "@supabase/ssr";
import { type AuthError, isAuthRetryableFetchError } from "@supabase/supabase-js";
import { cookies } from "next/headers";
import { AppError } from "@/lib/core/errors";
import type { Client } from "@/lib/data/client";
import type { Database } from "@/lib/data/database.types";
import { serverEnv } from "./env";

/** The person who is signed in. */
export interface SessionUser {
  id: string;
  email: string;
}

const cookieOptions = (appUrl: string): CookieOptionsWithName => ({
  name: "rekindle",
  path: "/",
  httpOnly: true,
  sameSite: "lax",
  secure: new URL(appUrl).protocol === "https:",
});

/** A client that acts for whoever holds the session in `cookies`: RLS applies. Made anew for each request. */
export function clientOf(cookieMethods: CookieMethodsServer): Client {
  const { supabaseUrl, supabaseAnonKey, appUrl } = serverEnv();
  return createServerClient<Database>(supabaseUrl, supabaseAnonKey, {
    cookies: cookieMethods,
    cookieOptions: cookieOptions(appUrl),
  });
}

/** The client of the request under way. */
export async function sessionClient(): Promise<Client> {
  const jar = await cookies();
  return clientOf({
    getAll: () => jar.getAll(),
    setAll: (written) => {
      try {
        for (const { name, value, options } of written) jar.set(name, value, options);
      } catch {
        // A page that renders can't set cookies. The proxy has renewed the session before it, so nothing is lost.
      }
    },
  });
}

/** Who is signed in, checked with the auth server (or its keys), never taken from the cookie alone.
 *  @returns null without a valid session. @throws AppError database_unavailable */
export async function signedInUser(client: Client): Promise<SessionUser | null> {
  const { data, error } = await client.auth.getClaims();
  if (error) refuseOutage(error);
  if (!data) return null;
  return { id: data.claims.sub, email: data.claims.email ?? "" };
}

/** Whether it was the auth server that gave no answer. */
export const isUnreachable = (error: unknown): boolean => isAuthRetryableFetchError(error);

/** An auth server that doesn't answer is no wrong password and no ended session. */
export function refuseOutage(error: AuthError): void {
  if (isUnreachable(error) || (error.status ?? 0) >= 500)
    throw new AppError("database_unavailable", undefined, { cause: error });
}
