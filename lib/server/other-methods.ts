import { AppError } from "@/lib/core/errors";
import { respond } from "./respond";

type Handler = (request: Request) => Promise<Response>;

/** Handlers for the methods that a route does not have. Next.js would answer them without a word.
 *  @param allowed the route's own; HEAD comes with GET */
export function otherMethods(
  ...allowed: string[]
): Record<"GET" | "POST" | "PUT" | "PATCH" | "DELETE" | "OPTIONS", Handler> {
  const allow = [...allowed, ...(allowed.includes("GET") ? ["HEAD"] : []), "OPTIONS"].join(", ");
  const refuse: Handler = async (request) => {
    const answer = await respond(request, async () => Promise.reject(new AppError("method_not_allowed")), {
      from: "anywhere",
    });
    answer.headers.set("allow", allow);
    return answer;
  };
  const options: Handler = async () => new Response(null, { status: 204, headers: { allow } });
  return { GET: refuse, POST: refuse, PUT: refuse, PATCH: refuse, DELETE: refuse, OPTIONS: options };
}
