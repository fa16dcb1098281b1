/** A response whose JSON is another one. One that is no JSON object, or of an error, is left as it is. */
export async function changeJson<Body extends object>(
  response: Response,
  change: (body: Body) => Promise<Body>,
): Promise<Response> {
  if (!response.ok) return response
  let body: unknown
  try {
    body = await response.clone().json()
  } catch {
    return response
  }
  if (typeof body !== 'object' || body === null) return response
  const headers = new Headers(response.headers)
  // They are of the bytes that were sent.
  for (const name of ['content-length', 'content-encoding']) headers.delete(name)
  const changed = new Response(JSON.stringify(await change(body as Body)), { status: response.status, headers })
  return Object.defineProperties(changed, { url: { value: response.url }, type: { value: response.type } })
}
