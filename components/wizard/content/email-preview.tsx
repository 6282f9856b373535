"use client";

import { Monitor, Smartphone } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { cn } from "../../ui/cn";

const VIEWS = [
  { value: "phone", label: "Phone", icon: Smartphone },
  { value: "desktop", label: "Desktop", icon: Monitor },
] as const;

export interface EmailPreviewProps {
  message: { subject: string | null; preview_text: string | null; text: string };
  html: string;
}

/** An email as it stands in a list of mail, and opened. */
export function EmailPreview({ message, html }: EmailPreviewProps) {
  const [view, setView] = useState<(typeof VIEWS)[number]["value"]>("phone");
  return (
    <div className="grid min-w-0 gap-3">
      <div className="min-w-0 rounded-md bg-sunken px-3 py-2">
        <p dir="auto" className="truncate font-medium">
          {message.subject}
        </p>
        <p dir="auto" className="truncate text-[0.8125rem] text-ink-muted">
          {message.preview_text || message.text}
        </p>
      </div>
      <fieldset className="flex gap-1 justify-self-start rounded-lg bg-sunken p-1">
        <legend className="sr-only">Size of the preview</legend>
        {VIEWS.map(({ value, label, icon: Icon }) => (
          <button
            key={value}
            type="button"
            aria-pressed={view === value}
            onClick={() => setView(value)}
            className={cn(
              "flex h-7 items-center gap-1.5 rounded-md px-2.5 text-[0.8125rem] font-medium",
              view === value ? "bg-surface text-ink shadow-raised" : "text-ink-muted hover:text-ink",
            )}
          >
            <Icon aria-hidden className="size-3.5" />
            {label}
          </button>
        ))}
      </fieldset>
      <div className="h-96 overflow-hidden rounded-md border border-line">
        <EmailFrame
          html={html}
          // A desktop's page is shown at less than its size.
          className={view === "desktop" ? "h-[48rem] w-[200%] origin-top-left scale-50" : "h-96 w-full"}
        />
      </div>
    </div>
  );
}

/** The email in a document of its own, in which nothing runs and from which nothing leads away. The page's security policy is that
 *  document's too and forbids styles that stand in markup, so they are set from here. */
function EmailFrame({ html, className }: { html: string; className: string }) {
  const frame = useRef<HTMLIFrameElement>(null);
  useEffect(() => {
    const page = frame.current?.contentDocument;
    if (page) draw(page, html);
  }, [html]);
  return (
    <iframe
      ref={frame}
      title="The email"
      sandbox="allow-same-origin"
      // Some browsers put an empty page in place of the first one after it was written to.
      onLoad={({ currentTarget }) => currentTarget.contentDocument && draw(currentTarget.contentDocument, html)}
      className={cn("block border-0", className)}
    />
  );
}

function draw(page: Document, html: string): void {
  // Neither is written so in text, where a quotation mark and a bracket are entities.
  const unstyled = html.replaceAll(' style="', ' data-style="').replaceAll(/<(\/?)style>/g, "<$1template>");
  const inert = new DOMParser().parseFromString(unstyled, "text/html");
  const sheets = [...inert.querySelectorAll("template")].map((sheet) => {
    sheet.remove();
    return sheet.content.textContent ?? "";
  });
  for (const link of inert.querySelectorAll("a")) link.target = "_blank";
  const { scrollTop } = page.documentElement;
  page.documentElement.replaceWith(page.adoptNode(inert.documentElement));
  for (const element of page.querySelectorAll<HTMLElement>("[data-style]"))
    element.style.cssText = element.dataset.style ?? "";
  const view = page.defaultView;
  if (view)
    page.adoptedStyleSheets = sheets.map((text) => {
      const sheet = new view.CSSStyleSheet();
      sheet.replaceSync(text);
      return sheet;
    });
  page.documentElement.scrollTop = scrollTop;
}
