import { BellOff, CircleCheck } from "lucide-react";
import { endedText, onlyText, type UnsubscribeView } from "@/lib/core/unsubscribe";
import { Button } from "../ui/button";
import { Card } from "../ui/card";

interface Props {
  /** Where its forms are sent: its own. */
  address: string;
  view: UnsubscribeView;
  /** So many days after the end of one channel nobody is in touch over another one either. */
  quietDays: number;
}

const ONLY = { call: "Only calls", email: "Only emails", sms: "Only text messages" };
const OTHERS = {
  call: "text messages and emails",
  email: "calls and text messages",
  sms: "calls and emails",
};

/** Where somebody ends what a business sends them. Works without a script, an account or a cookie. */
export function OptOutPage(props: Props) {
  const { view } = props;
  const business = view.business_name ?? "this business";
  const isOver = view.channels.includes("all");
  const isChannelOver = isOver || view.channels.includes(view.channel);
  return (
    <main className="grid flex-1 place-items-center px-4 py-10 wrap-anywhere">
      <Card className="grid w-full max-w-md min-w-0 grid-cols-[minmax(0,1fr)] gap-5 p-5 sm:p-6">
        {isChannelOver ? (
          <Done {...props} business={business} isOver={isOver} />
        ) : (
          <Ask {...props} business={business} />
        )}
      </Card>
    </main>
  );
}

function Ask({ address, view, quietDays, business }: Props & { business: string }) {
  return (
    <>
      <div>
        <span className="mb-3 grid size-10 place-items-center rounded-full bg-sunken text-ink-muted">
          <BellOff aria-hidden className="size-5" />
        </span>
        <h1 className="text-xl font-semibold tracking-tight wrap-anywhere text-balance">
          Stop marketing from {business}?
        </h1>
        <p className="mt-1 text-ink-muted text-pretty">
          It counts at once. You need no account, and nobody will ask you why.
        </p>
      </div>
      <form method="post" action={address} className="grid gap-5">
        <fieldset className="grid min-w-0 gap-3">
          <legend className="mb-2 font-medium">What should stop?</legend>
          <Choice scope="all" title={`All marketing from ${business}`} isChosen>
            No more offers by phone, by text message or by email.
          </Choice>
          <Choice scope="channel" title={ONLY[view.channel]}>
            {onlyText(view.channel, quietDays)}
          </Choice>
        </fieldset>
        <Button type="submit" look="primary" className="h-11 w-full">
          Unsubscribe
        </Button>
      </form>
    </>
  );
}

function Choice({
  scope,
  title,
  isChosen = false,
  children,
}: {
  scope: "all" | "channel";
  title: string;
  isChosen?: boolean;
  children: string;
}) {
  return (
    <label className="flex cursor-pointer items-start gap-3 rounded-lg border border-line-strong p-4 transition-colors hover:border-ink-muted has-checked:border-accent has-checked:bg-accent-soft has-checked:ring-1 has-checked:ring-accent">
      <input
        type="radio"
        name="scope"
        value={scope}
        defaultChecked={isChosen}
        aria-describedby={`${scope}-text`}
        className="mt-0.5 size-4 shrink-0 accent-accent"
      />
      <span className="min-w-0">
        <span className="block font-medium wrap-anywhere">{title}</span>
        <span id={`${scope}-text`} className="mt-0.5 block text-[0.8125rem] text-ink-muted text-pretty">
          {children}
        </span>
      </span>
    </label>
  );
}

function Done({ address, view, quietDays, business, isOver }: Props & { business: string; isOver: boolean }) {
  return (
    <>
      <div>
        <span className="mb-3 grid size-10 place-items-center rounded-full bg-success-soft text-success">
          <CircleCheck aria-hidden className="size-5" />
        </span>
        <h1 className="text-xl font-semibold tracking-tight">You are unsubscribed</h1>
        <p className="mt-1 wrap-anywhere text-pretty">
          {isOver
            ? `${business} sends you no more marketing: no calls, no text messages and no emails.`
            : endedText(business, view.channel, quietDays)}
        </p>
      </div>
      {!isOver && (
        <form method="post" action={address}>
          <input type="hidden" name="scope" value="all" />
          <Button type="submit" className="h-11 w-full">
            Stop {OTHERS[view.channel]} too
          </Button>
        </form>
      )}
      <p className="text-[0.8125rem] text-ink-muted text-pretty">
        Was this a mistake? Tell {business}, and they can undo it. You can close this page.
      </p>
    </>
  );
}
