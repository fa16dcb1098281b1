import { playPerson, startAuthServer } from '@device-flow/auth-server'
import { exitCodes, login, runProcess } from 'device-flow'

const decision = process.argv.includes('--approve') ? 'approve' : process.argv.includes('--deny') ? 'deny' : undefined

await runProcess(async (io) => {
  const say = (text: string): void => void io.stderr.write(`${text}\n`)
  const server = await startAuthServer({ pollIntervalSeconds: 2 })
  const result = await login(
    [
      '--issuer',
      server.issuer,
      '--client-id',
      server.clientId,
      '--scope',
      'openid profile offline_access api:read',
      '--resource',
      server.apiUrl,
    ],
    { ...io, onPrompt: (prompt) => void (decision && playPerson({ ...prompt, decision })) },
  )
  if (result.exitCode !== exitCodes.signedIn) return result.exitCode
  const { session } = result
  say(`signed in as ${session.claims?.['name']}`)
  say(String((await session.fetch(`${server.apiUrl}/orders`)).status))
  await session.refresh()
  say(String((await session.fetch(`${server.apiUrl}/orders`)).status))
  await session.signOut()
  await server.close()
  return exitCodes.signedIn
})
