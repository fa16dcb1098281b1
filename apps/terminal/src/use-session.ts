import process from 'node:process'
import type { Session } from '@device-flow/node'

/** Does what an app does with a session: calls an API, refreshes the access token, calls again, signs out. Says each step on stdout. */
export async function useSession(session: Session, url: string): Promise<void> {
  step(`Called the API with the access token: ${await summary(await session.fetch(url))}.`)

  const before = await session.getAccessToken()
  await session.refresh()
  const after = await session.getAccessToken()
  step(`Refreshed the access token: ${before === after ? 'it is still the same' : 'there is a new one'}.`)
  step(`Called the API with that: ${await summary(await session.fetch(url))}.`)

  await session.signOut()
  const late = await fetch(url, { headers: { authorization: `Bearer ${after}` } })
  step(`Signed out: the tokens are revoked. To the last one the API now answers ${late.status}.`)
}

function step(text: string): void {
  process.stdout.write(`  ✔ ${text}\n`)
}

async function summary(response: Response): Promise<string> {
  if (!response.ok) throw new Error(`the API answered ${response.status}`)
  const { orders } = (await response.json()) as { orders: { item: string }[] }
  return `${orders.length} orders (${orders.map(({ item }) => item).join('; ')})`
}
