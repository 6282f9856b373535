import type { Instrumentation } from "next";

/** Runs once when a server starts, before it takes a request: a server that is set up wrongly says so and ends. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const [{ EnvironmentError, serverEnv }, { log }] = await Promise.all([
    import("@/lib/server/env"),
    import("@/lib/server/log"),
  ]);
  try {
    log.level = serverEnv().logLevel;
  } catch (error) {
    if (!(error instanceof EnvironmentError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
}

/** What a page could not do. The digest is the code that the person sees. */
export const onRequestError: Instrumentation.onRequestError = async (error, request, context) => {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { logError } = await import("@/lib/server/log");
  const digest = typeof error === "object" && error !== null && "digest" in error ? String(error.digest) : "none";
  logError("page_failed", error, { digest, route: context.routePath, method: request.method });
};
