const FORM = 'application/x-www-form-urlencoded'

/**
 * A request whose body is a form: as text, and of the bare type, which has no `charset`: some servers refuse any other
 * (415).
 */
export function asFormRequest<Init extends { body: unknown; headers: Record<string, string> }>(init: Init): Init {
  if (!(init.body instanceof URLSearchParams)) return init
  return { ...init, body: init.body.toString(), headers: { ...init.headers, 'content-type': FORM } }
}
