"use client";

import { useQueryClient } from "@tanstack/react-query";
import { X } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { regionName, US_STATES } from "@/lib/core/leads/regions";
import { countryName, listCountries, reliedName } from "@/lib/core/list-age";
import { ListsView } from "@/lib/core/list-views";
import { api } from "../api";
import { tell } from "../toast";
import { Button } from "../ui/button";
import { Card, CardTitle } from "../ui/card";
import { Checkbox } from "../ui/checkbox";
import { Field } from "../ui/field";
import { Select } from "../ui/input";
import { Notice } from "../ui/notice";

/** Which lists the account relies on, for its owner to say: then they must be there, and fresh. */
export function ReliedCard({ view, isOwner }: { view: ListsView; isOwner: boolean }) {
  const queries = useQueryClient();
  const [isAlive, setAlive] = useState(false);
  /** What was chosen and is on its way. */
  const [chosen, setChosen] = useState<string[] | null>(null);
  const latest = useRef<Promise<unknown>>(Promise.resolve());
  const [failure, setFailure] = useState<string | null>(null);
  useEffect(() => setAlive(true), []);
  const relied = chosen ?? view.relied;
  const states = relied.filter((region) => region.includes("-"));
  const rely = (region: string, isRelied: boolean) =>
    void save(isRelied ? [...relied, region] : relied.filter((one) => one !== region));

  async function save(regions: string[]) {
    setChosen(regions);
    setFailure(null);
    // One after another, so that the last choice is the one that stays.
    const own = latest.current.then(() => api("/api/lists/relied", ListsView, { method: "PUT", body: { regions } }));
    latest.current = own.catch(() => undefined);
    const mine = latest.current;
    try {
      queries.setQueryData(["lists"], await own);
      if (latest.current === mine) tell("success", "It is saved which lists you rely on.");
    } catch (error) {
      setFailure(error instanceof Error ? error.message : String(error));
    }
    if (latest.current === mine) setChosen(null);
  }
  return (
    <Card className="p-4 sm:p-5">
      <fieldset disabled={!isAlive || !isOwner} className="grid gap-3">
        <legend className="contents">
          <CardTitle>Lists you rely on</CardTitle>
        </legend>
        <p className="max-w-prose text-ink-muted text-pretty">
          Where you rely on a list, it may be {view.max_age_days} days old at most. When it is older, or missing,
          campaigns that advertise call and text nobody there until you upload a fresh one.
          {!isOwner && " Only the owner of the account can change this."}
        </p>
        {listCountries({ ...view, relied }).map((country) => (
          <Checkbox
            key={country}
            label={`We rely on ${reliedName(country)}`}
            hint={`Then it is needed for everybody in ${countryName(country)}.`}
            checked={relied.includes(country)}
            onChange={(checked) => rely(country, checked)}
          />
        ))}
        <Field label="We rely on the list of" className="max-w-xs">
          {(control) => (
            <Select {...control} value="" onChange={({ target }) => target.value && rely(target.value, true)}>
              <option value="">Add a state</option>
              {US_STATES.filter(({ code }) => !states.includes(code)).map(({ code, name }) => (
                <option key={code} value={code}>
                  {name}
                </option>
              ))}
            </Select>
          )}
        </Field>
        {states.length > 0 && (
          <ul aria-label="States whose lists you rely on" className="flex flex-wrap gap-2">
            {states.map((state) => (
              <li key={state}>
                <Button
                  size="sm"
                  aria-label={`No longer rely on the list of ${regionName(state)}`}
                  onClick={() => rely(state, false)}
                >
                  {regionName(state)}
                  <X aria-hidden />
                </Button>
              </li>
            ))}
          </ul>
        )}
      </fieldset>
      {failure && <Notice kind="danger" role="alert" title={failure} />}
    </Card>
  );
}
