import { type ComponentProps, cloneElement, isValidElement } from "react";
import { cn } from "./cn";

const LOOK = {
  primary: "bg-accent text-on-accent hover:bg-accent-strong",
  secondary: "border border-line-strong bg-surface text-ink hover:bg-sunken",
  quiet: "text-ink-muted hover:bg-sunken hover:text-ink",
  danger: "bg-danger text-surface hover:bg-danger-strong",
} as const;
const SIZE = {
  md: "h-9 gap-2 px-3.5 text-sm",
  sm: "h-8 gap-1.5 px-2.5 text-[0.8125rem]",
  icon: "size-8 justify-center",
} as const;

export interface ButtonProps extends ComponentProps<"button"> {
  look?: keyof typeof LOOK;
  size?: keyof typeof SIZE;
  /** Gives the look to the only child, e.g. a link, in place of a button. Radix has the same as its Slot, which would bring all
   *  of its overlays into every page. */
  asChild?: boolean;
  /** Under way: stays focusable, does nothing when pressed. */
  busy?: boolean;
}

export function Button(button: ButtonProps) {
  const { look = "secondary", size = "md", asChild, busy, className, onClick, children, ...props } = button;
  const classes = cn(
    "inline-flex shrink-0 items-center justify-center whitespace-nowrap rounded-md font-medium transition-colors select-none",
    "disabled:cursor-not-allowed disabled:opacity-50 aria-disabled:cursor-progress aria-disabled:opacity-60",
    "[&_svg]:size-4 [&_svg]:shrink-0",
    LOOK[look],
    SIZE[size],
    className,
  );
  if (asChild && isValidElement<{ className?: string }>(children))
    return cloneElement(children, { ...props, className: cn(classes, children.props.className) });
  return (
    <button
      type="button"
      className={classes}
      aria-disabled={busy || undefined}
      onClick={busy ? (event) => event.preventDefault() : onClick}
      {...props}
    >
      {children}
    </button>
  );
}
