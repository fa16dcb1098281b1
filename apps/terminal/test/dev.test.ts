import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { utimes } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { WebSocket } from 'ws'

const root = fileURLToPath(new URL('../../..', import.meta.url))

/** Everything is transformed when it is first asked for, ms. */
const START_MS = 60_000

let child: ChildProcess
/** The pages, by name. */
const urls: Record<string, string> = {}

beforeAll(async () => {
  // As `npm run` would: the script asks where npm is.
  const npm_execpath =
    process.env['npm_execpath'] ?? join(dirname(process.execPath), '../lib/node_modules/npm/bin/npm-cli.js')
  const env = { PATH: process.env['PATH'], npm_execpath }
  child = spawn(process.execPath, [join(root, 'scripts/dev.mjs')], { env, stdio: ['ignore', 'pipe', 'inherit'] })
  let said = ''
  child.stdout?.on('data', (chunk) => (said += chunk))
  while (!said.includes('Ctrl-C ends')) await once(child.stdout!, 'data')
  for (const [, name = '', url = ''] of said.matchAll(/(\w+) (http:\S+\/)(?= |\n)/g)) urls[name] = url
}, START_MS)
afterAll(() => void child.kill('SIGKILL'))

async function get(page: string, path = ''): Promise<string> {
  const response = await fetch(new URL(path, urls[page]))
  expect(response.status, path).toBe(200)
  return response.text()
}

/** The modules that a module imports, as the page would ask for them. */
function importsOf(script: string): string[] {
  return [...script.matchAll(/from "(\/[^"]+)"/g)].map(([, path = '']) => path)
}

test.each([
  ['TV', '/src/main.tsx', 'packages/oauth/src/index.ts'],
  ['kiosk', '/src/main.ts', 'apps/shared/src/development-inspector.ts'],
  ['viewer', '/main.tsx', '/app.tsx'],
])(
  'the page of the %s reloads itself, and comes from the sources',
  async (page, main, source) => {
    expect(await get(page)).toContain('/@vite/client')
    expect(importsOf(await get(page, main)).join('\n')).toContain(source)
  },
  START_MS,
)

test.each([
  ['TV', '/src/main.tsx', 'apps/tv/src/app.tsx'],
  ['TV', '/src/main.tsx', 'packages/oauth/src/index.ts'],
  ['kiosk', '/src/main.ts', 'apps/kiosk/src/kiosk.ts'],
  ['viewer', '/main.tsx', 'packages/viewer/src/page/app.tsx'],
])(
  'on the page of the %s, %s, a change of %s arrives',
  async (page, main, file) => {
    const socket = new WebSocket(urls[page]!.replace('http', 'ws'), 'vite-hmr')
    const messages: string[] = []
    socket.on('message', (data) => messages.push(String(data)))
    await once(socket, 'message')
    for (const path of importsOf(await get(page, main))) await get(page, path)
    // Its date alone: the other tests read the same files.
    await utimes(join(root, file), new Date(), new Date())
    await expect.poll(() => messages.join('\n'), { timeout: 10_000 }).toMatch(/"type":"(?:update|full-reload)"/)
    socket.close()
  },
  START_MS,
)

test('the playground is told its server, which it may call and show in a frame', async () => {
  expect(await get('playground')).toContain('/@vite/client')
  const { issuer, canFrameServer } = JSON.parse(await get('playground', 'config.json')) as Record<string, string>
  expect(canFrameServer).toBe(true)
  const { origin } = new URL(urls['playground']!)
  const { headers } = await fetch(`${issuer}/device`, { headers: { origin } })
  expect(headers.get('content-security-policy')).toContain(`frame-ancestors ${origin};`)
})

test('an app finds its server in config.json, and may call it', async () => {
  const { issuer, inspectorUrl } = JSON.parse(await get('TV', 'config.json')) as Record<string, string>
  expect(inspectorUrl).toBe(urls['viewer'])
  const headers = { origin: new URL(urls['TV']!).origin }
  const response = await fetch(`${issuer}/.well-known/openid-configuration`, { headers })
  expect(response.headers.get('access-control-allow-origin')).toBe(headers.origin)
})

test.each([
  ['its own page, which is let in', undefined, 'open'],
  ['a page of another site, which is not', 'http://evil.example', 'error'],
])('who asks the viewer’s server for the logins is %s', async (_who, stranger, end) => {
  const url = urls['viewer']!
  const socket = new WebSocket(`${url.replace('http', 'ws')}viewer`, { origin: stranger ?? new URL(url).origin })
  const ended = await new Promise((resolve) =>
    socket.on('open', () => resolve('open')).on('error', () => resolve('error')),
  )
  expect(ended).toBe(end)
  socket.terminate()
})

test('Ctrl-C ends all of it, with 0', async () => {
  const closed = once(child, 'close')
  child.kill('SIGINT')
  expect(await closed).toEqual([0, null])
})
