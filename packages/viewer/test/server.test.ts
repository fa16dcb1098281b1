// @vitest-environment node
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, expect, onTestFinished, test } from 'vitest'
import { buildFirst } from '../../../scripts/build-first.mjs'
import { pageFolder, serveViewer } from '../src/server/index.ts'
import { RELAY_MARK } from '../src/server/relay-mark.ts'
import { get, open, serve } from './support/viewer-server.ts'

beforeAll(() => buildFirst('@device-flow/viewer'), 120_000)

test('the page comes with a policy that allows nothing from elsewhere, and frames on this computer', async () => {
  const { url } = await serve()
  const { status, headers } = await get(url)
  expect(status).toBe(200)
  expect(headers).toMatchObject({
    'content-security-policy':
      "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self' http://127.0.0.1:* http://localhost:*",
    'x-content-type-options': 'nosniff',
  })
  expect((await get(`${url}nothing/here`)).status).toBe(404)
})

test('close ends every connection and frees the port', async () => {
  const one = await serve()
  const login = await open(one.webSocketUrl)
  const viewer = await open(one.viewerUrl, { origin: one.origin })
  const ends = [once(login.socket, 'close'), once(viewer.socket, 'close')]
  await one.close()
  await Promise.all(ends)
  const again = await serveViewer({ port: Number(new URL(one.url).port) })
  onTestFinished(() => again.close())
  expect(again.url).toBe(one.url)
})

test('a port that is taken is said so', async () => {
  const { url } = await serve()
  await expect(serveViewer({ port: Number(new URL(url).port) })).rejects.toThrow('EADDRINUSE')
})

test('the page knows that this server relays, and as a static file it does not think so, and brings its policy itself', async () => {
  const { url } = await serve()
  const file = await readFile(join(pageFolder, 'index.html'), 'utf8')
  for (const path of ['', 'index.html', '?panels=chart', 'index.html?panels=chart']) {
    expect(await (await fetch(url + path)).text()).toContain(`<meta name="${RELAY_MARK}"`)
  }
  expect(file).not.toContain(RELAY_MARK)
  expect(file).toContain('http-equiv="Content-Security-Policy" content="default-src')
  expect([...file.matchAll(/(?:src|href)="([^"]*)"/g)].filter(([, address]) => !address?.startsWith('./'))).toEqual([])
})
