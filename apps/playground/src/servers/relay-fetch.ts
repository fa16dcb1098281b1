/** What the relay tells of an answer, besides its body. */
interface Said {
  status: number
  statusText: string
  headers: [name: string, value: string][]
}

/** A response of these may have no body (Fetch §2.2.3). */
const WITHOUT_BODY = new Set([204, 205, 304])

/**
 * Makes a fetch that goes by the relay of `npm run playground -- --relay`, for servers that let no page call them (CORS). It differs from a
 * browser's in what a page gains by that: every header of the answer can be read, and a redirect is given back as it is, never followed.
 *
 * @param relayUrl `relayUrl` of `config.json`
 * @throws (rejects) a `TypeError`, as fetch does, with the relay's words, and with the reason of an aborted signal
 */
export function createRelayFetch(relayUrl: string): typeof fetch {
  return async (input, init) => {
    const request = new Request(input, init)
    const { url, method, signal } = request
    const asked = { url, method, headers: [...request.headers] }
    const answer = await fetch(relayUrl, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/octet-stream',
        'Relay-Request': encodeURIComponent(JSON.stringify(asked)),
      },
      body: await request.arrayBuffer(),
      signal,
      credentials: 'omit',
      cache: 'no-store',
    })
    if (!answer.ok) throw new TypeError(await refusalOf(answer))
    const response = asResponse(answer, url)
    if (request.redirect === 'error' && response.headers.has('location') && response.status < 400)
      throw new TypeError('The server answered with a redirect.')
    return response
  }
}

function asResponse(answer: Response, url: string): Response {
  const told = answer.headers.get('Relay-Response')
  if (told === null) throw new TypeError('There is no relay at this address.')
  const said = JSON.parse(decodeURIComponent(told)) as Said
  const response = new Response(WITHOUT_BODY.has(said.status) ? null : answer.body, said)
  return Object.defineProperty(response, 'url', { value: url })
}

async function refusalOf(answer: Response): Promise<string> {
  const { error } = (await answer.json().catch(() => ({}))) as { error?: unknown }
  return typeof error === 'string' ? error : `The relay answered with the status ${answer.status}.`
}
