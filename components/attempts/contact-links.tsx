import { Mail, MessageSquare, Phone } from "lucide-react";
import { formatPhone } from "../format";
import { cn } from "../ui/cn";

const LINK = "flex h-8 items-center gap-1.5 font-medium text-accent-strong underline-offset-4 hover:underline";

/** Ways to answer a customer oneself: by the phone and the mail program at hand. */
export function ContactLinks({
  contact: { phone, email },
  className,
}: {
  contact: { phone: string | null; email: string | null };
  className?: string;
}) {
  if (!phone && !email) return null;
  return (
    <p className={cn("flex flex-wrap gap-x-4", className)}>
      {phone && (
        <>
          <a href={`tel:${phone}`} className={LINK}>
            <Phone aria-hidden className="size-3.5" />
            Call {formatPhone(phone)}
          </a>
          <a href={`sms:${phone}`} className={LINK}>
            <MessageSquare aria-hidden className="size-3.5" />
            Text
          </a>
        </>
      )}
      {email && (
        <a href={`mailto:${encodeURIComponent(email).replace("%40", "@")}`} className={cn(LINK, "min-w-0")}>
          <Mail aria-hidden className="size-3.5 shrink-0" />
          <span className="truncate">Write to {email}</span>
        </a>
      )}
    </p>
  );
}
