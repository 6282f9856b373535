import { RecipientQuery } from "@/lib/core/campaign";
import { userDeps } from "@/lib/server/deps";
import { otherMethods } from "@/lib/server/other-methods";
import { readQuery } from "@/lib/server/read-request";
import { respond } from "@/lib/server/respond";
import { type IdContext, idOf } from "../../../params";

export const GET = (request: Request, context: IdContext): Promise<Response> =>
  respond(request, async () => {
    const { data } = await userDeps();
    const [id, query] = [await idOf(context), readQuery(request, RecipientQuery)];
    // An id that is not the person's own must be a 404, not an empty list.
    const [page] = await Promise.all([data.recipients.list(id, query), data.campaigns.results(id)]);
    return { ...page, limit: query.limit, offset: query.offset };
  });

export const { DELETE, PATCH, POST, PUT, OPTIONS } = otherMethods("GET");
