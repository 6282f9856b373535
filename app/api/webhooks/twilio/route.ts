import { receiveMessageEvent } from "@/lib/actions/receive-message-event";
import { engineDeps } from "@/lib/server/deps";
import { otherMethods } from "@/lib/server/other-methods";
import { readBody } from "@/lib/server/read-request";
import { respond } from "@/lib/server/respond";
import { textReply } from "@/lib/server/text-reply";

const MAX_BYTES = 64 * 1024;

export const POST = (request: Request): Promise<Response> =>
  respond(
    request,
    async () => {
      const deps = engineDeps();
      const rawBody = (await readBody(request, MAX_BYTES)).toString("utf8");
      // What was signed is the address that Twilio was told, not the one that a proxy made of it.
      const url = `${deps.smsCallback ?? ""}${new URL(request.url).search}`;
      return textReply((await receiveMessageEvent(deps, "twilio", { rawBody, headers: request.headers, url })).answer);
    },
    { from: "anywhere" },
  );

export const { DELETE, GET, PATCH, PUT, OPTIONS } = otherMethods("POST");
