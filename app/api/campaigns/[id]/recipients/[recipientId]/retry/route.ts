import { retryRecipient } from "@/lib/actions/change-recipient";
import { userDeps } from "@/lib/server/deps";
import { otherMethods } from "@/lib/server/other-methods";
import { respond } from "@/lib/server/respond";
import { type RecipientContext, recipientOf } from "../../../../../params";

export const POST = (request: Request, context: RecipientContext): Promise<Response> =>
  respond(request, async () => retryRecipient(await userDeps(), await recipientOf(context)));

export const { DELETE, GET, PATCH, PUT, OPTIONS } = otherMethods("POST");
