"use client";

import { Phone } from "lucide-react";
import { type FormEvent, useRef, useState } from "react";
import { ApiError } from "../../api";
import { Button } from "../../ui/button";
import { Checkbox } from "../../ui/checkbox";
import { Dialog } from "../../ui/dialog";
import { Field } from "../../ui/field";
import { Input } from "../../ui/input";
import { Notice } from "../../ui/notice";
import type { CallMeProps } from "./call-me";
import { CallMeStatus } from "./call-me-status";
import { useOwnNumber, useTestCall } from "./use-test-call";

/** Asks for the own number, calls it, and tells how the call goes. Closing it lets the call go on. */
export function CallMeDialog({ written, person, campaignId, onClose }: CallMeProps & { onClose: () => void }) {
  const { start, call, isLost, again } = useTestCall(written, person?.customer_id ?? null, campaignId);
  const number = useOwnNumber();
  return (
    <Dialog
      title="Call me now"
      description={`Your agent says what it would say to ${person?.name ?? "a customer"}.`}
      onClose={onClose}
    >
      {call ? (
        <CallMeStatus call={call} isLost={isLost} onAgain={again} onClose={onClose} />
      ) : (
        <NumberForm
          number={start.variables ?? number ?? ""}
          refusal={start.error}
          isBusy={start.isPending}
          onCall={(phone) => start.mutate(phone)}
        />
      )}
    </Dialog>
  );
}

interface NumberFormProps {
  number: string;
  refusal: Error | null;
  isBusy: boolean;
  onCall: (phone: string) => void;
}

function NumberForm({ number, refusal, isBusy, onCall }: NumberFormProps) {
  const [typed, setTyped] = useState<string | null>(null);
  // The number that is offered may come when somebody has begun to type.
  const phone = typed ?? number;
  const [isOwn, setOwn] = useState(false);
  const [isChecked, setChecked] = useState(false);
  const calling = useRef(false);
  calling.current = isBusy;
  const isMissing = phone.trim() === "";

  const call = (event: FormEvent) => {
    event.preventDefault();
    // React lets it rise to the form around this dialog too.
    event.stopPropagation();
    setChecked(true);
    if (isMissing || !isOwn || calling.current) return;
    // A second click may come before the next frame.
    calling.current = true;
    onCall(phone.trim());
  };
  const aboutNumber =
    refusal instanceof ApiError && refusal.code.startsWith("test_number") ? refusal.message : undefined;
  return (
    <form noValidate onSubmit={call} className="grid gap-4">
      <Field label="Your phone number" error={isChecked && isMissing ? "Enter your phone number" : aboutNumber}>
        {(control) => (
          <Input
            {...control}
            type="tel"
            autoComplete="tel"
            dir="ltr"
            maxLength={40}
            value={phone}
            onChange={(event) => setTyped(event.target.value)}
          />
        )}
      </Field>
      <div>
        <Checkbox
          label="This is my own phone"
          hint="Customers are called by campaigns only, which keep their hours and their wishes."
          checked={isOwn}
          onChange={setOwn}
          aria-invalid={(isChecked && !isOwn) || undefined}
        />
        {isChecked && !isOwn && (
          <p role="alert" className="mt-1.5 text-[0.8125rem] text-danger">
            Confirm that it is your own phone.
          </p>
        )}
      </div>
      {refusal && !aboutNumber && (
        <Notice kind="danger" role="alert" title={refusal.message}>
          {issuesOf(refusal).map((message) => (
            <p key={message}>{message}</p>
          ))}
        </Notice>
      )}
      <div className="flex justify-end">
        <Button look="primary" type="submit" busy={isBusy}>
          <Phone aria-hidden />
          {isBusy ? "Calling…" : "Call this number"}
        </Button>
      </div>
    </form>
  );
}

const issuesOf = (refusal: Error) =>
  refusal instanceof ApiError ? [...new Set(refusal.issues.map(({ message }) => message))] : [];
