import { answerConsent } from "@/lib/server/message-links";
import { otherMethods } from "@/lib/server/other-methods";

interface Context {
  params: Promise<{ token: string }>;
}

/** Where proxy.ts brings what is posted to `/c/:token`: a page and a route can't share an address. */
export const POST = async (request: Request, { params }: Context): Promise<Response> =>
  answerConsent(request, (await params).token);

export const { DELETE, GET, PATCH, PUT, OPTIONS } = otherMethods("POST");
