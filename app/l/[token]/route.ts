import { answerLink } from "@/lib/server/message-links";
import { otherMethods } from "@/lib/server/other-methods";

interface Context {
  params: Promise<{ token: string }>;
}

/** A tracked link of a message. */
export const GET = async (request: Request, { params }: Context): Promise<Response> =>
  answerLink(request, (await params).token);
export const HEAD = GET;

export const { DELETE, PATCH, POST, PUT, OPTIONS } = otherMethods("GET");
