const FORM = 'application/x-www-form-urlencoded'

/**
 * Turns a body that is a form into text, of the bare type, which has no `charset`: some servers refuse any other (415). The headers are
 * changed in place: oauth4webapi makes them anew for each request.
 */
export function writeForm<Body>({ body, headers }: { body: Body; headers: Record<string, string> }): Body | string {
  if (!(body instanceof URLSearchParams)) return body
  headers['content-type'] = FORM
  return body.toString()
}
