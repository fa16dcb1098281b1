import type { Page, Route } from 'playwright-core'
import type { Scene } from './kiosk-scene.ts'

/** Listens for the access tokens with which the counter calls the API. */
export function collectTokens({ page, server }: Scene): string[] {
  const tokens: string[] = []
  page.on('request', (request) => {
    const token = request.url().startsWith(server.apiUrl) && request.headers().authorization?.replace('Bearer ', '')
    if (token) tokens.push(token)
  })
  return tokens
}

/**
 * The tokens of the next grant. They are read on their way to the page: of an answer that has arrived, Chromium keeps the body only as
 * long as it likes.
 */
export function catchGrant({ context, server }: Pick<Scene, 'context' | 'server'>): Promise<Record<string, string>> {
  return new Promise((resolve, reject) => {
    const onToken = async (route: Route): Promise<void> => {
      const response = await route.fetch()
      if (response.ok()) resolve((await response.json()) as Record<string, string>)
      await route.fulfill({ response })
    }
    context.route(`${server.issuer}/token`, onToken).catch(reject)
  })
}

/** How the API answers to a token, wherever it comes from. */
export async function answerTo({ server }: Scene, token: string | undefined): Promise<number> {
  const response = await fetch(`${server.apiUrl}/orders`, { headers: { authorization: `Bearer ${token}` } })
  return response.status
}

/** Where in the page, what it keeps and what it can look up any of these words can be found. */
export async function findTraces(page: Page, words: readonly string[]): Promise<string[]> {
  const places = await page.evaluate(async () => ({
    document: document.documentElement.outerHTML,
    text: document.body.innerText,
    title: document.title,
    address: location.href,
    history: JSON.stringify(history.state),
    localStorage: JSON.stringify({ ...localStorage }),
    sessionStorage: JSON.stringify({ ...sessionStorage }),
    databases: JSON.stringify(await indexedDB.databases()),
    caches: JSON.stringify(await caches.keys()),
    window: Object.values(window)
      .filter((each) => typeof each === 'string')
      .join(' '),
  }))
  const cookies = JSON.stringify(await page.context().cookies())
  return Object.entries({ ...places, cookies }).flatMap(([place, content]) =>
    words.filter((word) => content.includes(word)).map((word) => `${word} in ${place}`),
  )
}

/** Which of these words are anywhere in the memory of the page, after all garbage is gone. */
export async function findInMemory(page: Page, words: readonly string[]): Promise<string[]> {
  const devTools = await page.context().newCDPSession(page)
  let memory = ''
  devTools.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => void (memory += chunk))
  await devTools.send('HeapProfiler.collectGarbage')
  await devTools.send('HeapProfiler.takeHeapSnapshot')
  await devTools.detach()
  return words.filter((word) => memory.includes(word))
}

/** What the page keeps beyond its own life: nothing, ever. */
export function whatIsKept(page: Page): Promise<unknown[]> {
  return page.evaluate(async () => [
    ...Object.keys(localStorage),
    ...Object.keys(sessionStorage),
    ...(await indexedDB.databases()),
    ...(await caches.keys()),
    ...(await navigator.serviceWorker.getRegistrations()),
  ])
}
