import { CircleCheck, PhoneCall, PhoneOff } from "lucide-react";
import type { ReactNode } from "react";
import type { ConsentRequest } from "@/lib/core/consent-wording";
import { Button } from "../ui/button";
import { Card } from "../ui/card";

interface Props {
  /** Where its forms are sent: its own. */
  address: string;
  page: ConsentRequest & { words: { text: string; shown: string } | null };
  /** They have just taken it back. */
  wasWithdrawn: boolean;
  /** What they agreed to was not what stands there now. */
  isNew: boolean;
}

/** Where somebody agrees in writing to a business's calls. Works without a script, an account or a cookie. */
export function ConsentPage(props: Props) {
  return (
    <main className="grid flex-1 place-items-center px-4 py-10 wrap-anywhere">
      <Card className="grid w-full max-w-md min-w-0 grid-cols-[minmax(0,1fr)] gap-5 p-5 sm:p-6">
        {contentOf(props)}
      </Card>
    </main>
  );
}

function contentOf({ address, page, wasWithdrawn, isNew }: Props) {
  const business = page.business_name ?? "this business";
  if (page.opted_out)
    return (
      <Head icon={<PhoneOff aria-hidden className="size-5" />} title={`${business} does not call you`}>
        You asked not to be called, and that stays so. If you changed your mind, tell {business} yourself.
      </Head>
    );
  if (page.agreed_at !== null) return <Agreed address={address} business={business} />;
  if (!page.words)
    return (
      <Head icon={<PhoneOff aria-hidden className="size-5" />} title="There is nothing to agree to just now">
        {business} has no number of yours that could be called. You can close this page.
      </Head>
    );
  return (
    <>
      {wasWithdrawn ? (
        <Head icon={<CircleCheck aria-hidden className="size-5" />} title="You took your agreement back" isDone>
          {business} calls you no more with offers. If that was a mistake, you can agree again below.
        </Head>
      ) : (
        <Head icon={<PhoneCall aria-hidden className="size-5" />} title={`May ${business} call you?`}>
          {isNew
            ? "Something in these words has changed, so nothing was stored. Please read them again."
            : "Please read this. If you do not agree, close the page: nothing changes for you."}
        </Head>
      )}
      <form method="post" action={address} className="grid gap-5">
        <input type="hidden" name="answer" value="agree" />
        <input type="hidden" name="shown" value={page.words.shown} />
        <label className="flex cursor-pointer items-start gap-3 rounded-lg border border-line-strong p-4 has-checked:border-accent has-checked:bg-accent-soft">
          <input type="checkbox" name="agreed" value="yes" required className="mt-1 size-4 shrink-0 accent-accent" />
          <span className="min-w-0 wrap-anywhere text-pretty">{page.words.text}</span>
        </label>
        <Button type="submit" look="primary" className="h-11 w-full">
          Yes, I agree
        </Button>
      </form>
    </>
  );
}

function Agreed({ address, business }: { address: string; business: string }) {
  return (
    <>
      <Head icon={<CircleCheck aria-hidden className="size-5" />} title="Thank you" isDone>
        {business} may call you. You can take that back here at any time, as long as you keep the message with the link.
      </Head>
      <form method="post" action={address}>
        <input type="hidden" name="answer" value="withdraw" />
        <Button type="submit" className="h-11 w-full">
          Take my agreement back
        </Button>
      </form>
    </>
  );
}

function Head(props: { icon: ReactNode; title: string; isDone?: boolean; children: ReactNode }) {
  const { icon, title, isDone = false, children } = props;
  const tone = isDone ? "bg-success-soft text-success" : "bg-sunken text-ink-muted";
  return (
    <div>
      <span className={`mb-3 grid size-10 place-items-center rounded-full ${tone}`}>{icon}</span>
      <h1 className="text-xl font-semibold tracking-tight wrap-anywhere text-balance">{title}</h1>
      <p className="mt-1 wrap-anywhere text-ink-muted text-pretty">{children}</p>
    </div>
  );
}
