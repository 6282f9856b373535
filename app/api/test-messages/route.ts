import { sendTestMessage } from "@/lib/actions/send-test-message";
import { SendTestMessage } from "@/lib/core/test-message";
import { userDeps } from "@/lib/server/deps";
import { otherMethods } from "@/lib/server/other-methods";
import { readJson } from "@/lib/server/read-request";
import { respond } from "@/lib/server/respond";

export const POST = (request: Request): Promise<Response> =>
  respond(request, async () => sendTestMessage(await userDeps(), await readJson(request, SendTestMessage)), {
    status: 201,
  });

export const { DELETE, GET, PATCH, PUT, OPTIONS } = otherMethods("POST");
