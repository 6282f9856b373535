"use client";

import { useRef, useState } from "react";
import type { ImportLookView } from "@/lib/core/import-views";
import { FIELDS, type Field as LeadField } from "@/lib/core/leads/fields";
import { Button } from "../ui/button";
import { Card, CardTitle } from "../ui/card";
import { Field } from "../ui/field";
import { Select } from "../ui/input";
import { Notice } from "../ui/notice";
import { ConsentNotice } from "./consent-parts";
import type { ImportChoices } from "./import-choices";
import { FIELD_LABEL, IGNORE, KEEP, readingText } from "./words";

export interface ColumnsStepProps {
  fileName: string;
  look: ImportLookView;
  choices: ImportChoices;
  countries: { code: string; name: string }[];
  agents: { id: string; name: string }[];
  onChange: (choices: ImportChoices) => void;
  onBack: () => void;
  onNext: () => void;
}

const isOfConsent = (field: LeadField) => field.startsWith("consent");
const OF_CONSENT = FIELDS.filter(isOfConsent);
const OF_PERSON = FIELDS.filter((field) => !isOfConsent(field));

const Options = ({ fields }: { fields: readonly LeadField[] }) =>
  fields.map((field) => (
    <option key={field} value={field}>
      {FIELD_LABEL[field]}
    </option>
  ));

/** What each column is taken for. What was recognised is filled in; the rest is kept as text unless it is given a meaning. */
export function ColumnsStep(props: ColumnsStepProps) {
  const { fileName, look, choices, countries, agents, onChange, onBack, onNext } = props;
  const [asked, setAsked] = useState(false);
  const list = useRef<HTMLUListElement>(null);
  const hasContact = Object.values(choices.columns).some((choice) => choice === "phone" || choice === "email");
  const next = () => {
    setAsked(true);
    if (hasContact) onNext();
    else list.current?.querySelector("select")?.focus();
  };
  const recognised = look.columns.filter(({ field }) => field !== null).length;
  return (
    <Card>
      <div className="grid gap-2 border-b border-line p-4 sm:p-5">
        <CardTitle>What the columns mean</CardTitle>
        <p className="text-ink-muted text-pretty">
          <span className="font-medium break-all text-ink">{fileName}</span> was read {readingText(look)}. {recognised}{" "}
          of {look.columns.length} columns were recognised.
        </p>
        {!look.has_header && (
          <Notice kind="danger" role="alert" title="The first row holds data, not the names of the columns">
            Put a row above it that names them, such as Name, Phone and Date, and choose the file again.
          </Notice>
        )}
        {look.has_header && !hasContact && (
          <Notice
            kind={asked ? "danger" : "warning"}
            role="alert"
            title="Which column has the phone number or the email?"
          >
            One of the two is needed to reach a customer. Choose it below.
          </Notice>
        )}
        <ConsentNotice chosen={Object.values(choices.columns)} />
      </div>
      <ul ref={list} className="divide-y divide-line">
        {look.columns.map(({ header, samples }) => (
          <li
            key={header}
            className="grid items-center gap-x-4 gap-y-2 px-4 py-2.5 sm:grid-cols-[minmax(0,1fr)_minmax(0,1fr)_15rem] sm:px-5"
          >
            <span className="min-w-0 font-medium break-words">{header}</span>
            <span className="min-w-0 truncate text-ink-muted">{samples.join(" · ") || "empty in the first rows"}</span>
            <Select
              aria-label={`What “${header}” means`}
              className="w-full"
              value={choices.columns[header] ?? KEEP}
              onChange={({ target }) =>
                onChange({ ...choices, columns: { ...choices.columns, [header]: target.value } })
              }
            >
              <option value={KEEP}>Keep as a further detail</option>
              <Options fields={OF_PERSON} />
              <optgroup label="Agreement to be contacted">
                <Options fields={OF_CONSENT} />
              </optgroup>
              <option value={IGNORE}>Leave out</option>
            </Select>
          </li>
        ))}
      </ul>
      <div className="grid gap-4 border-t border-line p-4 sm:grid-cols-2 sm:p-5">
        <Field
          label="What the rows are"
          hint={
            choices.rows === "customers"
              ? "Adds where they live, tags and what they agreed to. When they were last in touch stays as it is."
              : "A row without a date counts as seen today."
          }
        >
          {(control) => (
            <Select
              {...control}
              className="w-full"
              value={choices.rows}
              onChange={({ target }) =>
                onChange({ ...choices, rows: target.value === "customers" ? "customers" : "leads" })
              }
            >
              <option value="leads">Visits, orders or inquiries</option>
              <option value="customers">Only customers, nothing that happened</option>
            </Select>
          )}
        </Field>
        <Field label="Country" hint="Of phone numbers that are written without a country code.">
          {(control) => (
            <Select
              {...control}
              className="w-full"
              value={choices.country}
              onChange={({ target }) => onChange({ ...choices, country: target.value })}
            >
              {countries.map(({ code, name }) => (
                <option key={code} value={code}>
                  {name}
                </option>
              ))}
            </Select>
          )}
        </Field>
        {choices.rows === "leads" && (
          <Field label="Agent" hint="Whose leads they become.">
            {(control) => (
              <Select
                {...control}
                className="w-full"
                value={choices.agentId}
                onChange={({ target }) => onChange({ ...choices, agentId: target.value })}
              >
                {agents.map(({ id, name }) => (
                  <option key={id} value={id}>
                    {name}
                  </option>
                ))}
              </Select>
            )}
          </Field>
        )}
      </div>
      <div className="flex flex-wrap justify-between gap-2 border-t border-line p-4 sm:px-5">
        <Button onClick={onBack}>Back to the file</Button>
        <Button look="primary" disabled={!look.has_header} onClick={next}>
          Check all rows
        </Button>
      </div>
    </Card>
  );
}
