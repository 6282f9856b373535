import { Body, Button, Container, Head, Html, Link, Section, Text } from "@react-email/components";
import type { CSSProperties } from "react";
import type { RenderedBlock, RenderedInline } from "@/lib/core/email-words";

export interface EmailLayout {
  subject: string;
  previewText: string;
  blocks: readonly RenderedBlock[];
  businessName: string;
  /** Lines of it. */
  postalAddress: readonly string[];
  /** Why the customer gets this. */
  reason: string;
  /** Null: no marketing, so nothing to unsubscribe from. */
  unsubscribeUrl: string | null;
}

const FONT = "-apple-system, BlinkMacSystemFont, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif";
const INK = "#1b1f2a";
const ACCENT = "#3b46c4";

const around: CSSProperties = { margin: 0, padding: 0, backgroundColor: "#f4f5f8" };
const page: CSSProperties = { ...around, width: "100%", color: INK, fontFamily: FONT };
const card: CSSProperties = { maxWidth: "600px", margin: "0 auto", padding: "32px 16px 16px" };
const sheet: CSSProperties = { padding: "32px", backgroundColor: "#ffffff", borderRadius: "8px" };
const brand: CSSProperties = { margin: "0 0 24px", fontSize: "15px", lineHeight: "24px", fontWeight: 600, color: INK };
const words: CSSProperties = { margin: "0 0 16px", fontSize: "16px", lineHeight: "26px", color: INK };
const list: CSSProperties = {
  margin: "0 0 16px",
  padding: "0 0 0 24px",
  fontSize: "16px",
  lineHeight: "26px",
  color: INK,
};
const link: CSSProperties = { color: ACCENT, textDecoration: "underline" };
const button: CSSProperties = {
  padding: "12px 24px",
  borderRadius: "6px",
  backgroundColor: ACCENT,
  color: "#ffffff",
  fontSize: "16px",
  lineHeight: "24px",
  fontWeight: 600,
  textDecoration: "none",
};
const foot: CSSProperties = { margin: "0 0 4px", fontSize: "13px", lineHeight: "20px", color: "#5b6170" };
const hidden: CSSProperties = {
  display: "none",
  overflow: "hidden",
  maxHeight: 0,
  maxWidth: 0,
  opacity: 0,
  fontSize: "1px",
  lineHeight: "1px",
};

/** No quotes and no brackets in it: React would write them as entities, which a style sheet does not know. */
const DARK = `
:root { color-scheme: light dark; supported-color-schemes: light dark; }
@media (prefers-color-scheme: dark) {
  .page { background-color: #15171d !important; }
  .sheet { background-color: #1f222b !important; }
  .ink { color: #eceef3 !important; }
  .muted { color: #a9afbd !important; }
  .link { color: #a5acff !important; }
  .button { background-color: #a5acff !important; color: #15171d !important; }
}
@media (max-width: 480px) { .sheet { padding: 24px 20px !important; } .foot { padding: 16px 20px 32px !important; } }
`;

/** Keeps mail programs from showing the email's first words after the preview. */
const FILLER = "\u00a0\u200c".repeat(120);

function Inlines({ inlines }: { inlines: readonly RenderedInline[] }) {
  return inlines.map((inline, index) => {
    // The words of one email never change their places.
    const key = `${inline.kind}-${index}`;
    if (inline.kind === "break") return <br key={key} />;
    const content =
      inline.kind === "text" ? (
        inline.text
      ) : (
        <Link href={inline.href} style={link} className="link">
          {inline.label}
        </Link>
      );
    return inline.bold ? <strong key={key}>{content}</strong> : <span key={key}>{content}</span>;
  });
}

function Block({ block }: { block: RenderedBlock }) {
  if (block.kind === "button") {
    return (
      <Section style={{ margin: "8px 0 24px" }}>
        <Button href={block.href} style={button} className="button">
          {block.label}
        </Button>
      </Section>
    );
  }
  if (block.kind === "list") {
    return (
      <ul style={list} className="ink">
        {block.items.map((item, index) => (
          <li key={`item-${index}`} style={{ margin: "0 0 4px" }}>
            <Inlines inlines={item} />
          </li>
        ))}
      </ul>
    );
  }
  return (
    <Text style={words} className="ink">
      <Inlines inlines={block.inlines} />
    </Text>
  );
}

function Footer({ businessName, postalAddress, reason, unsubscribeUrl }: EmailLayout) {
  const lines = [businessName, ...postalAddress, reason];
  return (
    <Section style={{ padding: "16px 32px 32px" }} className="foot">
      {lines.map((line, index) => (
        <Text key={`line-${index}`} style={foot} className="muted">
          {line}
        </Text>
      ))}
      {unsubscribeUrl !== null && (
        <Text style={foot} className="muted">
          <Link href={unsubscribeUrl} style={{ ...link, color: "#5b6170" }} className="muted">
            Unsubscribe
          </Link>
        </Text>
      )}
    </Section>
  );
}

/** The owner's words in a plain page of at most 600 pixels that reads well in old mail programs and in dark ones. */
export function EmailPage(props: EmailLayout) {
  return (
    <Html lang="en" dir="ltr">
      <Head>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <title>{props.subject}</title>
        <style>{DARK}</style>
      </Head>
      <Body style={around} className="page">
        <div style={hidden} aria-hidden="true">
          <span>{props.previewText}</span>
          <span>{FILLER}</span>
        </div>
        <Section style={page} className="page">
          <Container style={card}>
            <Section style={sheet} className="sheet">
              <Text style={brand} className="ink">
                {props.businessName}
              </Text>
              {props.blocks.map((block, index) => (
                <Block key={`${block.kind}-${index}`} block={block} />
              ))}
            </Section>
            <Footer {...props} />
          </Container>
        </Section>
      </Body>
    </Html>
  );
}
