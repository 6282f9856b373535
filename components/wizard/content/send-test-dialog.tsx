"use client";

import { Send } from "lucide-react";
import { type FormEvent, useState } from "react";
import type { TestMessageView } from "@/lib/core/content-views";
import { ApiError } from "../../api";
import { Button } from "../../ui/button";
import { Checkbox } from "../../ui/checkbox";
import { Dialog } from "../../ui/dialog";
import { Field } from "../../ui/field";
import { Input } from "../../ui/input";
import { Notice } from "../../ui/notice";
import type { SendTestProps } from "./send-test";
import { useOwnNumber } from "./use-test-call";
import { useTestMessage } from "./use-test-message";

/** Sends the message to the own address at a press, or to the own number once it is named. */
export function SendTestDialog({
  written,
  person,
  campaignId,
  ownEmail,
  onClose,
}: SendTestProps & { onClose: () => void }) {
  const { send, sendOnce, again } = useTestMessage(written, person?.customer_id ?? null, campaignId);
  const isEmail = written.channel === "email";
  return (
    <Dialog
      title="Send me a test"
      description={`It reads as it would for ${person?.name ?? "a customer"}.`}
      onClose={onClose}
    >
      {send.data ? (
        <Sent sent={send.data} onAgain={again} onClose={onClose} />
      ) : isEmail ? (
        <div className="grid gap-4">
          <p className="wrap-anywhere">It goes to {ownEmail}, the address you sign in with.</p>
          <Refusal refusal={send.error} />
          <div className="flex justify-end">
            <Button look="primary" busy={send.isPending} onClick={() => sendOnce(null)}>
              <Send aria-hidden />
              {send.isPending ? "Sending…" : "Send it"}
            </Button>
          </div>
        </div>
      ) : (
        <NumberForm refusal={send.error} isBusy={send.isPending} onSend={sendOnce} />
      )}
    </Dialog>
  );
}

interface NumberFormProps {
  refusal: Error | null;
  isBusy: boolean;
  onSend: (phone: string) => void;
}

function NumberForm({ refusal, isBusy, onSend }: NumberFormProps) {
  const offered = useOwnNumber();
  const [typed, setTyped] = useState<string | null>(null);
  const phone = typed ?? offered ?? "";
  const [isOwn, setOwn] = useState(false);
  const [isChecked, setChecked] = useState(false);
  const isMissing = phone.trim() === "";
  const submit = (event: FormEvent) => {
    event.preventDefault();
    // React lets it rise to the form around this dialog too.
    event.stopPropagation();
    setChecked(true);
    if (!isMissing && isOwn) onSend(phone.trim());
  };
  const aboutNumber =
    refusal instanceof ApiError && refusal.code.startsWith("test_number") ? refusal.message : undefined;
  return (
    <form noValidate onSubmit={submit} className="grid gap-4">
      <Field label="Your mobile number" error={isChecked && isMissing ? "Enter your phone number" : aboutNumber}>
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
          hint="Customers get texts from campaigns only, which keep their hours and their wishes."
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
      {!aboutNumber && <Refusal refusal={refusal} />}
      <div className="flex justify-end">
        <Button look="primary" type="submit" busy={isBusy}>
          <Send aria-hidden />
          {isBusy ? "Sending…" : "Send it to this number"}
        </Button>
      </div>
    </form>
  );
}

function Refusal({ refusal }: { refusal: Error | null }) {
  if (!refusal) return null;
  const issues = refusal instanceof ApiError ? [...new Set(refusal.issues.map(({ message }) => message))] : [];
  return (
    <Notice kind="danger" role="alert" title={refusal.message}>
      {issues.map((message) => (
        <p key={message}>{message}</p>
      ))}
    </Notice>
  );
}

const WHY: Record<string, string> = {
  auth: "The provider does not take our key. Whoever runs the server has to see to it.",
  billing: "The provider’s account is out of credit. Top it up, then send it again.",
  sender: "The provider does not let this sender send. Check the sender in your settings.",
  invalid_contact: "There is nobody at this number or address. Check it.",
  unreachable_channel: "This number can’t receive texts. Use a mobile number.",
  opted_out: "This number has opted out of texts. Answer START from it first.",
  capacity: "The provider is busy. Try again in a minute.",
  quota: "The provider’s allowance for today is used up. Try again tomorrow.",
};

function Sent({ sent, onAgain, onClose }: { sent: TestMessageView; onAgain: () => void; onClose: () => void }) {
  const where = sent.channel === "email" ? "mailbox" : "phone";
  return (
    <div className="grid gap-4">
      {sent.status === "failed" ? (
        <Notice kind="danger" role="alert" title="It could not be sent">
          {WHY[sent.failure ?? ""] ?? "The provider did not take it. Try again; if it stays, check the settings."}
        </Notice>
      ) : sent.status === "sent" ? (
        <p role="status">It is on its way. Look into your {where} in a moment.</p>
      ) : (
        <Notice kind="warning" role="status" title="Not confirmed">
          The provider did not answer in time. It may still arrive; it is not sent again by itself.
        </Notice>
      )}
      <div className="flex flex-wrap gap-2">
        <Button look="primary" onClick={onClose}>
          Done
        </Button>
        <Button onClick={onAgain}>Send another</Button>
      </div>
    </div>
  );
}
