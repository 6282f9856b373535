import type { AudienceQuery } from "@/lib/core/audience";
import type { AudienceOptions, AudiencePreview } from "@/lib/core/audience-views";
import type { UserDeps } from "./deps";

type Deps = Pick<UserDeps, "accountId" | "audience" | "now">;

/** Who of the person's account a campaign would reach if it began now. @throws AppError took_too_long */
export const previewAudience = (deps: Deps, query: AudienceQuery): Promise<AudiencePreview> =>
  deps.audience.preview(deps.accountId, query, deps.now());

/** What the customers of the person's account can be asked for. */
export const audienceOptions = (deps: Deps): Promise<AudienceOptions> => deps.audience.options(deps.accountId);
