import { once } from 'node:events'
import { join } from 'node:path'
import process from 'node:process'
import { startAuthServer } from '@device-flow/auth-server'
import { serveViewerForLogins } from '../screens.ts'
import { serveSource } from './serve-source.ts'
import { serveViewerSource } from './serve-viewer-source.ts'

/**
 * Serves all that `npm start` serves, until the signal is aborted: the TV, the kiosk, the playground and the viewer's page from their
 * sources, so that a change of a file is there at once.
 *
 * @param root the repository's folder
 */
export async function serveForDevelopment(root: string, signal: AbortSignal): Promise<void> {
  const server = await startAuthServer({ pollIntervalSeconds: 2 })
  const relay = await serveViewerForLogins()
  const viewer = await serveViewerSource(join(root, 'packages/viewer'), relay)
  const { issuer, clientId, apiUrl } = server
  const config = { issuer, clientId, apiUrl, inspectorUrl: viewer.url }
  const tv = await serveSource({ workspace: join(root, 'apps/tv'), config })
  const kiosk = await serveSource({ workspace: join(root, 'apps/kiosk'), config })
  const playgroundConfig = { issuer, clientId, apiUrl, canFrameServer: true }
  const playground = await serveSource({ workspace: join(root, 'apps/playground'), config: playgroundConfig })
  for (const { url } of [tv, kiosk, playground]) server.allowOrigin(url)
  server.allowFraming(playground.url)
  say(`An authorization server and an API: ${issuer}`)
  say(
    `From source, with hot reload: TV ${tv.url} · kiosk ${kiosk.url} · viewer ${viewer.url} · playground ${playground.url}`,
  )
  say('Ctrl-C ends all of it.')
  if (!signal.aborted) await once(signal, 'abort')
  await Promise.all([tv, kiosk, viewer, playground, relay, server].map((each) => each.close()))
}

function say(line: string): void {
  process.stdout.write(`  ${line}\n`)
}
