/** What a response says of the way it came, which no constructor takes. */
export function shownResponse(
  response: Response,
  url: URL,
  { redirected, isOther }: { redirected: boolean; isOther: boolean },
): Response {
  return Object.defineProperties(response, {
    url: { value: url.href.replace(/#.*/, '') },
    redirected: { value: redirected },
    type: { value: isOther ? 'cors' : 'basic' },
  })
}
