import { Button, type ButtonProps } from "./button";
import { Notice } from "./notice";

export interface FormEndProps {
  /** What is refused of the form as a whole. */
  error: string | undefined;
  cancel?: string;
  onCancel: () => void;
  look?: ButtonProps["look"];
  busy: boolean;
  /** What the button does. */
  children: string;
}

/** What a form in a dialog ends with: why it was refused, the way out and the way on. */
export function FormEnd({ error, cancel = "Cancel", onCancel, look = "primary", busy, children }: FormEndProps) {
  return (
    <>
      {error && <Notice kind="danger" role="alert" title={error} />}
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onCancel}>{cancel}</Button>
        <Button look={look} type="submit" busy={busy}>
          {children}
        </Button>
      </div>
    </>
  );
}
