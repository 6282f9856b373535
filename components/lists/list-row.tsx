import { ageText, growsOld, listName } from "@/lib/core/list-age";
import type { ListsView, ListView } from "@/lib/core/list-views";
import { Badge, type Tone } from "../ui/badge";
import { Button } from "../ui/button";
import { RefusedLines } from "./refused-lines";
import { numbersText, rowsText, waitingText } from "./words";

interface ListRowProps {
  list: ListView;
  view: ListsView;
  onRemove: () => void;
}

/** One list: what it is, how old, how much of it is used, and the way to be rid of it. */
export function ListRow({ list, view, onRemove }: ListRowProps) {
  const name = listName(list);
  const isReady = list.status === "ready";
  return (
    <li className="grid gap-2 px-4 py-4 sm:px-5">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <h3 className="min-w-0 font-medium">{name}</h3>
        <State list={list} view={view} />
        <Button size="sm" className="ml-auto" onClick={onRemove} aria-label={`${verbOf(list)} ${name}`}>
          {verbOf(list)}
        </Button>
      </div>
      <p className="text-[0.8125rem] wrap-anywhere text-ink-muted tabular-nums">
        {isReady
          ? `${numbersText(list.taken)} from ${rowsText(list.rows)} of ${list.file_name}${list.by ? `, uploaded by ${list.by}` : ""}.`
          : list.status === "loading"
            ? waitingText(list)
            : `${list.file_name} did not arrive whole within a day, so nothing of it was kept. The list before it still counts. Upload it again.`}
      </p>
      {isReady && <RefusedLines refused={list.refused} refusals={list.refusals} />}
    </li>
  );
}

const verbOf = ({ status }: ListView) => (status === "ready" ? "Remove" : status === "loading" ? "Discard" : "Dismiss");

function State({ list, view }: { list: ListView; view: ListsView }) {
  if (list.status === "loading") return <Badge tone="info">Not complete</Badge>;
  if (list.status === "failed") return <Badge tone="danger">Broke off</Badge>;
  const isRelied = list.region !== null && view.relied.includes(list.region);
  const tone: Tone = !isRelied
    ? "neutral"
    : list.age_days > view.max_age_days
      ? "danger"
      : growsOld(list.age_days, view.max_age_days)
        ? "warning"
        : "success";
  return <Badge tone={tone}>{ageText(list.age_days, list.as_of, view.today)}</Badge>;
}
