/** An error in GoTrue's words. Source: supabase/auth, «Error codes». */
export class AuthError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly extra: Record<string, unknown> = {},
  ) {
    super(message);
  }

  /** GoTrue answers clients that name an API version with `{ code, message }`, older ones with the long form. */
  body(versioned: boolean): string {
    const { code, message, status, extra } = this;
    return JSON.stringify(
      versioned ? { code, message, ...extra } : { code: status, error_code: code, msg: message, ...extra },
    );
  }
}

export const badRequest = (code: string, message: string): AuthError => new AuthError(400, code, message);
export const forbidden = (code: string, message: string): AuthError => new AuthError(403, code, message);
export const unprocessable = (code: string, message: string, extra?: Record<string, unknown>): AuthError =>
  new AuthError(422, code, message, extra);
export const notFound = (code: string, message: string): AuthError => new AuthError(404, code, message);
