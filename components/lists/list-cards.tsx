"use client";

import { ListX } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { dayText, listName } from "@/lib/core/list-age";
import type { ListsView, ListView } from "@/lib/core/list-views";
import { Card, CardTitle } from "../ui/card";
import { EmptyState } from "../ui/states";
import { untilLoaded } from "../until-loaded";
import { ListRow } from "./list-row";
import { numbersText } from "./words";

const RemoveDialog = dynamic(() => untilLoaded(() => import("./remove-dialog").then((module) => module.RemoveDialog)), {
  ssr: false,
});

const GONE: readonly ListView["status"][] = ["replaced", "removed"];

/** The lists that count or are on their way, and those that are gone. */
export function ListCards({ view }: { view: ListsView }) {
  const [removed, setRemoved] = useState<ListView | null>(null);
  const gone = view.lists.filter(({ status }) => GONE.includes(status));
  const here = view.lists.filter(({ status }) => !GONE.includes(status));
  return (
    <>
      <Card>
        <div className="border-b border-line p-4 sm:p-5">
          <CardTitle>Your lists</CardTitle>
        </div>
        {here.length === 0 && (
          <EmptyState icon={ListX} title="No do-not-call list is uploaded">
            <p>
              Campaigns call and text no number that stands on one of these lists: the National Do Not Call Registry,
              the lists of some states, people who told your business not to call, and numbers that belong to somebody
              else by now.
            </p>
            <p className="mt-2">
              A business with few customers may not need the national or a state’s list, for instance where everybody it
              calls agreed to it in writing. Ask a lawyer before you decide; this is no legal advice.
            </p>
          </EmptyState>
        )}
        <ul className="divide-y divide-line">
          {here.map((list) => (
            <ListRow key={list.id} list={list} view={view} onRemove={() => setRemoved(list)} />
          ))}
        </ul>
      </Card>
      {gone.length > 0 && (
        <Card className="p-4 sm:p-5">
          <details>
            <summary className="w-fit rounded-sm font-medium text-accent underline-offset-4 hover:underline">
              Earlier lists
            </summary>
            <ul className="mt-3 grid gap-2">
              {gone.map((list) => (
                <li key={list.id} className="text-[0.8125rem] break-words text-ink-muted">
                  <span className="font-medium text-ink">{listName(list)}</span> of {dayText(list.as_of, view.today)},{" "}
                  {numbersText(list.taken)}:{" "}
                  {list.status === "replaced" ? "replaced by a newer one." : `removed. “${list.end_reason}”`}
                </li>
              ))}
            </ul>
          </details>
        </Card>
      )}
      {removed && <RemoveDialog list={removed} onClose={() => setRemoved(null)} />}
    </>
  );
}
