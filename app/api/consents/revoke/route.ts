import { otherMethods } from "@/lib/server/other-methods";
import { DELETE as withdraw } from "../route";

/** As `DELETE /api/consents`, for programs that send no body with that. */
export const POST = (request: Request): Promise<Response> => withdraw(request);

export const { DELETE, GET, PATCH, PUT, OPTIONS } = otherMethods("POST");
