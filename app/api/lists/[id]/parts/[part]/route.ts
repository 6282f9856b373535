import { takeListPart } from "@/lib/actions/upload-list";
import { Id } from "@/lib/core/campaign";
import { AppError } from "@/lib/core/errors";
import { MAX_LINE_BYTES, PART_BYTES } from "@/lib/core/list-limits";
import { userDeps } from "@/lib/server/deps";
import { otherMethods } from "@/lib/server/other-methods";
import { readBody } from "@/lib/server/read-request";
import { respond } from "@/lib/server/respond";

/** Hosts that limit a request's time allow this many seconds. */
export const maxDuration = 60;

/** Takes one part of a list, counted from 0: its bytes as they are in the file. */
export const PUT = (
  request: Request,
  { params }: { params: Promise<{ id: string; part: string }> },
): Promise<Response> =>
  respond(request, async () => {
    const deps = await userDeps();
    const { id, part } = await params;
    if (!/^\d{1,4}$/.test(part)) throw new AppError("not_found");
    return takeListPart(deps, Id.parse(id), Number(part), await readBody(request, PART_BYTES + MAX_LINE_BYTES));
  });

export const { DELETE, GET, PATCH, POST, OPTIONS } = otherMethods("PUT");
