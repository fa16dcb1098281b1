import { hang, html, pending, redirect, reset, truncated } from '@device-flow/testing/fetch'
import type { ResponseSource, ScriptedServer } from '@device-flow/testing/fetch'

/** What a server does to a page, by path: scripted alike at one of HTTP and at one within the page. */
const TROUBLE: Readonly<Record<`/${string}`, ResponseSource>> = {
  '/pending': pending({ status: 403, headers: { 'retry-after': '7' } }),
  '/page': html(502),
  '/nothing': { status: 204 },
  '/reset': reset(),
  '/cut': truncated(10, pending()),
  '/hang': hang(),
  '/stall': hang('body'),
  '/away': redirect('/page'),
  '/again': redirect('/pending', 307),
}

/** Lets a server make all of the trouble. */
export function makeTrouble(server: ScriptedServer): void {
  for (const [path, response] of Object.entries(TROUBLE)) server.always(path as `/${string}`, response)
}

/** What a page can tell of each trouble. */
export async function meetTrouble(fetch: typeof globalThis.fetch, origin: string): Promise<Record<string, unknown>> {
  const told: Record<string, unknown> = {}
  const post = (path: string, init: RequestInit = {}): Promise<Response> =>
    fetch(origin + path, { method: 'POST', body: new URLSearchParams({ a: 'b' }), ...init })
  const tell = async (name: string, response: Promise<Response>, read = readText): Promise<void> => {
    told[name] = await describe(response, origin, read)
  }
  const [late, within, between] = [new AbortController(), new AbortController(), new AbortController()]
  for (const path of ['/pending', '/page', '/nothing', '/reset', '/cut', '/away', '/again'])
    await tell(path, post(path))
  await tell('given up', post('/hang', giveUpSoon()))
  await tell('given up within', post('/stall', { signal: within.signal }), givingUp(within, readText))
  await tell('given up after', post('/page', { signal: late.signal }), (response) => {
    late.abort(new Error('late'))
    return response.text()
  })
  await tell('given up before', post('/pending', { signal: AbortSignal.abort(new Error('never')) }))
  await tell('read piece by piece', post('/cut'), readPieces)
  await tell('given up between pieces', post('/stall', { signal: between.signal }), givingUp(between, readPieces))
  await tell('not followed', post('/away', { redirect: 'manual' }), readNothing)
  await tell('not to be followed', post('/away', { redirect: 'error' }))
  return told
}

function giveUpSoon(controller = new AbortController()): RequestInit {
  setTimeout(() => controller.abort(new Error('enough')), 50)
  return { signal: controller.signal }
}

/** Gives up while it reads: counted from the head of the response, however long that took. */
function givingUp(controller: AbortController, read: Read): Read {
  return (response) => {
    giveUpSoon(controller)
    return read(response)
  }
}

/** What a page can tell of a server that does not allow its origin. */
export async function meetForeigner(fetch: typeof globalThis.fetch, origin: string): Promise<Record<string, unknown>> {
  const body = new URLSearchParams()
  return {
    simple: await describe(fetch(`${origin}/pending`, { method: 'POST', body }), origin),
    'with a header': await describe(fetch(`${origin}/pending`, { headers: { authorization: 'Bearer x' } }), origin),
  }
}

/** How a body is read, or that it is not. */
type Read = (response: Response) => Promise<unknown>

const readText: Read = (response) => response.text()
const readNothing: Read = () => Promise.resolve('unread')
const readPieces: Read = async ({ body }) => {
  const reader = body!.getReader()
  while (!(await reader.read()).done);
  return 'to its end'
}

async function describe(response: Promise<Response>, origin: string, read: Read = readText): Promise<unknown> {
  try {
    const answer = await response
    const { status, ok, type, url, redirected, headers } = answer
    const told = ['content-type', 'content-length', 'retry-after', 'location'].map((name) => headers.get(name))
    const head = { status, ok, type, path: url.replace(origin, ''), redirected, told, isDated: headers.has('date') }
    return { ...head, body: await read(answer).catch(nameOf) }
  } catch (error) {
    return nameOf(error as Error)
  }
}

function nameOf({ name, message }: Error): string {
  return `${name}: ${message}`
}
