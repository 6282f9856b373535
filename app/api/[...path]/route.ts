import { AppError } from "@/lib/core/errors";
import { respond } from "@/lib/server/respond";

/** An address that the API does not have is told in the API's own shape, not by a page. */
const nothing = (request: Request): Promise<Response> =>
  respond(request, () => Promise.reject(new AppError("route_not_found")), { from: "anywhere" });

export { nothing as DELETE, nothing as GET, nothing as PATCH, nothing as POST, nothing as PUT };
