/** PostgreSQL's text takes neither NUL nor half a surrogate pair. */
export const isStorable = (text: string): boolean => !text.includes("\0") && text.isWellFormed();

/** Whether there is anything to see in it: spaces and signs without a width or a shape leave a link nobody can find. */
export const isVisible = (text: string): boolean => /[^\s\p{C}\p{Default_Ignorable_Code_Point}]/u.test(text);
