import { toAddress } from "../to-address";

/** As lib/core/page has it. */
const PAGE_LIMIT = 25;

type Query = Record<string, string | number | undefined>;

/** A list's query as an address shows it: without what holds anyhow. Empty, or with the question mark. */
function shown(query: Query): string {
  const { limit, offset, channel, ...others } = query;
  // Calls are what the list shows without being told.
  const filters = channel === "call" && !others.view ? others : { ...others, channel };
  const page = { ...(limit === PAGE_LIMIT ? {} : { limit }), ...(offset === 0 ? {} : { offset }) };
  const text = toAddress({ ...filters, ...page });
  return text ? `?${text}` : "";
}

export const listAddress = (query: Query): string => `/calls${shown(query)}`;
/** A call keeps the list it was opened from, so that its neighbours and the way back are known. */
export const callAddress = (id: string, query: Query): string => `/calls/${id}${shown(query)}`;
export const exportAddress = ({ limit: _, offset: __, ...filters }: Query): string =>
  `/api/calls/export?${toAddress(filters)}`;
