import process from 'node:process'
import type { Session } from '@device-flow/node'

/** Where the session is used. */
interface Use {
  /** The API's address that is called. */
  url: string
  fetch: typeof globalThis.fetch
}

/** Does what an app does with a session: calls an API, refreshes the access token, calls again, signs out. Says each step on stdout. */
export async function useSession(session: Session, { url, fetch }: Use): Promise<void> {
  step(`Called the API with the access token: ${await summary(await session.fetch(url))}.`)

  const before = await session.getAccessToken()
  await session.refresh()
  const after = await session.getAccessToken()
  step(`Refreshed the access token: ${before === after ? 'it is still the same' : 'there is a new one'}.`)
  step(`Called the API with that: ${await summary(await session.fetch(url))}.`)

  await session.signOut()
  const late = await fetch(url, { headers: { authorization: `Bearer ${after}` } })
  step(`Signed out: to the revoked token, the API answers ${late.status}.`)
}

/** How many lines {@link useSession} says. */
export const USE_LINES = 4

function step(text: string): void {
  process.stdout.write(`  ✔ ${text}\n`)
}

async function summary(response: Response): Promise<string> {
  if (!response.ok) throw new Error(`the API answered ${response.status}`)
  const { orders } = (await response.json()) as { orders: unknown[] }
  return `${orders.length} orders`
}
