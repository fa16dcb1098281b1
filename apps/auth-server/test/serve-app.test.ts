import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { serveApp, startAuthServer, type ServedApp } from '../src/index.ts'
import { Device } from './device.ts'

const config = { issuer: 'http://127.0.0.1:9', clientId: 'someone', apiUrl: 'http://127.0.0.1:9/api', secret: 'no' }

let dist: string
let app: ServedApp
beforeEach(async () => {
  dist = await mkdtemp(join(tmpdir(), 'app-'))
  await writeFile(join(dist, 'index.html'), '<title>An app</title>')
  app = await serveApp({ dist, config })
})
afterEach(async () => {
  await app.close()
  await rm(dist, { recursive: true })
})

test('an app is served with a config.json of the three things that it needs to know, never from a cache', async () => {
  const page = await fetch(app.url)
  expect(await page.text()).toBe('<title>An app</title>')
  expect(page.headers.get('content-type')).toBe('text/html;charset=utf-8')
  const told = await fetch(new URL('config.json', app.url))
  expect(await told.json()).toEqual({ issuer: config.issuer, clientId: config.clientId, apiUrl: config.apiUrl })
  expect(told.headers.get('cache-control')).toBe('no-store')
})

test('what is not in the folder does not exist', async () => {
  expect((await fetch(new URL('else', app.url))).status).toBe(404)
  expect((await fetch(`${app.url}%2e%2e/%2e%2e/etc/passwd`)).status).toBe(404)
  expect((await fetch(`${app.url}/`)).status).toBe(404)
})

test('a folder that holds no built app is an error that says how to build it', async () => {
  await expect(serveApp({ dist: join(dist, 'dist'), config })).rejects.toThrow('npm run build')
})

test('an app that is started after the server may call it once its origin is allowed', async () => {
  const server = await startAuthServer()
  const ask = async (): Promise<string | null> => {
    const asked = await new Device(server).post(
      '/device/auth',
      { scope: 'openid' },
      { origin: new URL(app.url).origin },
    )
    return asked.headers.get('access-control-allow-origin')
  }
  expect(await ask()).toBeNull()
  server.allowOrigin(app.url)
  expect(await ask()).toBe(new URL(app.url).origin)
  await server.close()
})
