import { once } from 'node:events'
import { startAuthServer } from '@device-flow/auth-server'
import { exitCodes, login, runProcess } from 'device-flow'
import { demoFor } from './demo-options.ts'
import { serveScreens } from './screens.ts'
import { readStartArguments } from './start-arguments.mjs'
import { useSession } from './use-session.ts'

await runProcess(async (io) => {
  const asked = readStartArguments(process.argv.slice(2))
  if (asked.help !== undefined) {
    io.stdout.write(asked.help)
    return exitCodes.signedIn
  }
  if (asked.problem !== undefined) {
    io.stderr.write(asked.problem)
    return exitCodes.usage
  }
  const options = demoFor(asked.option)
  const say = (line: string): void => void io.stdout.write(`  ${line}\n`)
  const server = await startAuthServer({ pollIntervalSeconds: 2 })
  say(`Started an authorization server and an API: ${server.issuer}`)
  const screens = options.hasScreens ? await serveScreens(server) : undefined
  if (screens) {
    say(`Two more devices to try, in a browser: TV ${screens.tv.url} · kiosk ${screens.kiosk.url}`)
    say(`Watch each of them live: inspector ${screens.inspector.url} (in the TV and the kiosk also by the key I)`)
    say('All of this is on this computer alone: a phone cannot follow the QR code.')
  }
  try {
    const scope = 'openid profile offline_access api:read'
    const result = await login(
      [
        `--issuer=${server.issuer}`,
        `--client-id=${server.clientId}`,
        `--scope=${scope}`,
        `--resource=${server.apiUrl}`,
        ...(screens ? ['--inspect-url', screens.inspector.webSocketUrl] : []),
      ],
      { ...io, onPrompt: options.onPrompt },
    )
    if (result.exitCode === exitCodes.signedIn) await useSession(result.session, `${server.apiUrl}/orders`, io.stdout)
    if (options.stays && !io.signal.aborted) {
      say('The TV, the kiosk and the inspector go on until Ctrl-C.')
      await once(io.signal, 'abort')
    }
    return result.exitCode
  } finally {
    await screens?.close()
    await server.close()
  }
})
