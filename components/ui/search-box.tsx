"use client";

import { Search } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { cn } from "./cn";
import { Input } from "./input";

const PAUSE_MS = 300;

/** Searches when typing pauses, at once on Enter. */
export function SearchBox({
  label,
  value,
  onSearch,
  className,
}: {
  label: string;
  value: string;
  onSearch: (words: string) => void;
  className?: string;
}) {
  const [words, setWords] = useState(value);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const search = (next: string, wait: number) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => onSearch(next.trim()), wait);
  };
  return (
    <search className={cn("relative", className)}>
      <Search aria-hidden className="pointer-events-none absolute top-2.5 left-3 size-4 text-ink-muted" />
      <Input
        type="search"
        aria-label={label}
        placeholder={label}
        maxLength={120}
        className="pl-9"
        value={words}
        onChange={(event) => {
          setWords(event.target.value);
          search(event.target.value, PAUSE_MS);
        }}
        onKeyDown={(event) => event.key === "Enter" && search(words, 0)}
      />
    </search>
  );
}
