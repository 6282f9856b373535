"use client";

import { useQuery } from "@tanstack/react-query";
import { countryName, growsOld, listCountries, reliedName } from "@/lib/core/list-age";
import { ListsView } from "@/lib/core/list-views";
import { type ApiError, api } from "../api";
import { Notice } from "../ui/notice";
import { ListCards } from "./list-cards";
import { ReliedCard } from "./relied-card";
import { UploadCard } from "./upload-card";

/** The do-not-call lists of an account: what counts, what is too old, and the way to upload one. */
export function ListsPage({ initial, isOwner }: { initial: ListsView; isOwner: boolean }) {
  const { data, error } = useQuery<ListsView, ApiError>({
    queryKey: ["lists"],
    queryFn: ({ signal }) => api("/api/lists", ListsView, { signal }),
    initialData: initial,
    staleTime: 0,
  });
  return (
    <div className="grid gap-4">
      {error && (
        <Notice kind="warning" role="alert" title="The lists could not be loaded anew">
          {error.message}
        </Notice>
      )}
      <Ages view={data} />
      <ListCards view={data} />
      <UploadCard today={data.today} countries={listCountries(data)} />
      <ReliedCard view={data} isOwner={isOwner} />
    </div>
  );
}

/** Lists relied on that are too old, missing, or soon will be. */
function Ages({ view: { stale, relied, lists, max_age_days } }: { view: ListsView }) {
  const ready = lists.filter(({ status, region }) => status === "ready" && region !== null);
  const aging = relied.filter((region) => {
    const list = ready.find((one) => one.region === region);
    return list && !stale.includes(region) && growsOld(list.age_days, max_age_days);
  });
  return (
    <>
      {stale.map((region) => {
        const list = ready.find((one) => one.region === region);
        const name = capital(reliedName(region));
        const title = list ? `${name} is ${list.age_days} days old` : `${name} is not uploaded`;
        return (
          <Notice key={region} kind="danger" role="status" title={title}>
            You rely on it, so campaigns that advertise call and text nobody in{" "}
            {region.includes("-") ? "that state" : countryName(region)} now. Upload a fresh one, no older than{" "}
            {max_age_days} days.
          </Notice>
        );
      })}
      {aging.map((region) => (
        <Notice key={region} kind="warning" role="status" title={`${capital(reliedName(region))} grows old`}>
          From {max_age_days + 1} days on campaigns that advertise call and text nobody there. Upload a fresh one
          before.
        </Notice>
      ))}
    </>
  );
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
