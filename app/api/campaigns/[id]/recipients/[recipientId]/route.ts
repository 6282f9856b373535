import { readRecipient } from "@/lib/actions/read-recipient";
import { userDeps } from "@/lib/server/deps";
import { otherMethods } from "@/lib/server/other-methods";
import { respond } from "@/lib/server/respond";
import { type RecipientContext, recipientOf } from "../../../../params";

export const GET = (request: Request, context: RecipientContext): Promise<Response> =>
  respond(request, async () => readRecipient(await userDeps(), await recipientOf(context)));

export const { DELETE, PATCH, POST, PUT, OPTIONS } = otherMethods("GET");
