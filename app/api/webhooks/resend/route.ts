import { receiveMessageEvent } from "@/lib/actions/receive-message-event";
import { engineDeps } from "@/lib/server/deps";
import { otherMethods } from "@/lib/server/other-methods";
import { readBody } from "@/lib/server/read-request";
import { respond } from "@/lib/server/respond";

const MAX_BYTES = 1024 * 1024;

export const POST = (request: Request): Promise<Response> =>
  respond(
    request,
    async () => {
      const rawBody = (await readBody(request, MAX_BYTES)).toString("utf8");
      await receiveMessageEvent(engineDeps(), "resend", { rawBody, headers: request.headers, url: request.url });
      return {};
    },
    { from: "anywhere" },
  );

export const { DELETE, GET, PATCH, PUT, OPTIONS } = otherMethods("POST");
