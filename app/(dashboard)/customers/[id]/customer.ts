import { cache } from "react";
import { readCustomer } from "@/lib/actions/read-customer";
import { foundOrNotFound, idOrNotFound, pageDeps } from "../../../page-deps";

/** The customer of the address, read once for the layout, the title and the page. */
export const customerOf = cache(async (id: string) => {
  const deps = await pageDeps();
  return foundOrNotFound(readCustomer(deps, { id: idOrNotFound(id) }));
});
