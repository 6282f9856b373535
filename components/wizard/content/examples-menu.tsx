"use client";

import { ChevronDown } from "lucide-react";
import { Button } from "../../ui/button";
import { Menu, MenuItem } from "../../ui/menu";

export interface ExamplesMenuProps {
  label: string;
  examples: { title: string; text: string }[];
  onChoose: (text: string) => void;
}

/** Texts to begin from, for the campaign's type. */
export function ExamplesMenu({ label, examples, onChoose }: ExamplesMenuProps) {
  const name = `Examples for the ${label.toLowerCase()}`;
  return (
    <Menu
      label={name}
      trigger={
        <Button size="sm" look="quiet" aria-label={name} className="h-7">
          Examples
          <ChevronDown aria-hidden />
        </Button>
      }
    >
      {examples.map(({ title, text }) => (
        <MenuItem
          key={title}
          // The menu gives the focus back to its button first; then the text goes into the field.
          onSelect={() => setTimeout(() => onChoose(text))}
          className="h-auto max-w-[min(26rem,calc(100vw-2rem))] flex-col items-start gap-0.5 py-2"
        >
          <span className="font-medium">{title}</span>
          <span className="line-clamp-2 text-xs text-ink-muted">{text}</span>
        </MenuItem>
      ))}
    </Menu>
  );
}
