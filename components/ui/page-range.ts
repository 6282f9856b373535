/** What a pager says and where it leads. Rows become fewer while somebody looks, so a page may lie behind the last one: from
 *  there "Previous" leads to the last page that has rows.
 *  @param more whether there are more than `total`: counting stopped there
 *  @returns `previous` and `next` as offsets; null where there is none */
export function pageRange({
  offset,
  limit,
  total,
  noun,
  more = false,
}: {
  offset: number;
  limit: number;
  total: number;
  noun: string;
  more?: boolean;
}) {
  const count = `${total.toLocaleString("en-US")}${more ? "+" : ""}`;
  const end = more ? offset + limit : Math.min(offset + limit, total);
  const isBehind = offset > 0 && offset >= total && !more;
  const lastPage = Math.max(0, Math.ceil(total / limit) - 1) * limit;
  const inAll = total === 0 ? `No ${noun}` : `None of ${count} on this page`;
  return {
    text:
      isBehind || total === 0
        ? inAll
        : `${(offset + 1).toLocaleString("en-US")}–${end.toLocaleString("en-US")} of ${count}`,
    previous: offset === 0 ? null : isBehind ? lastPage : Math.max(0, offset - limit),
    next: (end >= total && !more) || isBehind ? null : offset + limit,
  };
}
