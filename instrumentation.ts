import type { Instrumentation } from "next";

/** Runs once when a server starts, before it takes a request. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME === "nodejs") {
    const { checkEnvironment } = await import("@/lib/server/start");
    checkEnvironment();
  }
}

/** What a page could not do. The digest is the code that the person sees. */
export const onRequestError: Instrumentation.onRequestError = async (error, request, context) => {
  if (process.env.NEXT_RUNTIME === "nodejs") {
    const { logError } = await import("@/lib/server/log");
    const digest = typeof error === "object" && error !== null && "digest" in error ? String(error.digest) : "none";
    logError("page_failed", error, { digest, route: context.routePath, method: request.method });
  }
};
