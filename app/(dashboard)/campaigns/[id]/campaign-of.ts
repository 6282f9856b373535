import { cache } from "react";
import { foundOrNotFound, idOrNotFound, pageDeps } from "../../../page-deps";

/** The campaign of the address, read once for the page and its layouts; one that is not there is a page that does not exist. */
export const campaignOf = cache(async (id: string) => {
  const { data } = await pageDeps();
  return foundOrNotFound(data.campaigns.get(idOrNotFound(id)));
});
