/** What a pager says and where it leads. Rows become fewer while somebody looks, so a page may lie behind the last one: from
 *  there "Previous" leads to the last page that has rows.
 *  @returns `previous` and `next` as offsets; null where there is none */
export function pageRange({
  offset,
  limit,
  total,
  noun,
  atLeast,
}: {
  offset: number;
  limit: number;
  total: number;
  noun: string;
  /** There are more than were counted. */
  atLeast?: boolean | undefined;
}) {
  const [count, end] = [`${total.toLocaleString("en-US")}${atLeast ? "+" : ""}`, Math.min(offset + limit, total)];
  const isBehind = offset > 0 && offset >= total;
  const lastPage = Math.max(0, Math.ceil(total / limit) - 1) * limit;
  const inAll = total === 0 ? `No ${noun}` : `${count} ${noun}, none on this page`;
  return {
    text:
      isBehind || total === 0
        ? inAll
        : `${(offset + 1).toLocaleString("en-US")}–${end.toLocaleString("en-US")} of ${count}`,
    previous: offset === 0 ? null : isBehind ? lastPage : Math.max(0, offset - limit),
    next: end >= total || isBehind ? null : offset + limit,
  };
}
